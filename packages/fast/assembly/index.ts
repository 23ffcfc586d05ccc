export { place, step } from './collisionStep';
export { sumPairs } from './pairSums';
