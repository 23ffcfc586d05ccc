import { suggestion } from '@marsdisk/config';
import { InvalidArgumentError, Option } from 'commander';

/** An option that takes one of a few words, and names the nearest one for a typo. */
export function choiceOption(flags: string, description: string, words: readonly string[]): Option {
  return new Option(flags, description).choices(words).argParser((word) => {
    if (!words.includes(word))
      throw new InvalidArgumentError(
        `It must be ${words.join(', ')}${suggestion(word, words) || '.'}`,
      );
    return word;
  });
}
