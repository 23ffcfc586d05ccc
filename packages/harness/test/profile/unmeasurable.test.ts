import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadProfile } from '../../src/profile/definition/load.ts';
import { variantsOf } from '../../src/profile/definition/variants.ts';
import { measureInTurns } from '../../src/profile/measurement/rounds.ts';
import type { ProfileRequest } from '../../src/profile/request.ts';
import { runProfile } from '../../src/profile/runProfile.ts';
import { temporaryFolder } from '../runFolder.ts';
import { PROFILE } from './quickProfile.ts';

const folder = temporaryFolder();

describe('a profile that cannot be measured', () => {
  const measure = (text: string, asked: Partial<ProfileRequest> = {}) => {
    writeFileSync(join(folder, 'wrong.yml'), text);
    return runProfile({ name: 'wrong.yml', workingDirectory: folder, ...asked });
  };

  it('fails with the error of the run and leaves nothing behind', async () => {
    await expect(
      measure(PROFILE.replace('overrides: [', 'overrides: ["material.rho=-1", ')),
    ).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringContaining('material.rho'),
    });
    expect(existsSync(join(folder, 'out', 'profiles', 'wrong'))).toBe(false);
  });

  it('fails with what a process met, and leaves none behind', async () => {
    writeFileSync(join(folder, 'right.yml'), PROFILE);
    const { profile } = loadProfile('right.yml', folder);
    const work = {
      profile,
      configPath: join(folder, 'nowhere.yml'),
      workingDirectory: folder,
      folder,
      scratch: join(folder, 'scratch'),
    };
    const variants = variantsOf(['core', 'fast'], ['all'], (name) => name === 'fast', []);
    await expect(
      measureInTurns(work, variants, ({ label }) => label, false, {
        onStage: () => {},
        onTurns: () => {},
      }),
    ).rejects.toThrow(/nowhere\.yml/);
  });

  it('names an override that nothing knows before anything is measured', async () => {
    await expect(
      measure(PROFILE.replace('overrides: [', 'overrides: ["io.quite=true", ')),
    ).rejects.toThrow(/wrong\.yml: overrides: io\.quite is not a known key, did you mean "quiet"/);
  });

  it('names an unknown engine or cache before anything is measured', async () => {
    await expect(measure(PROFILE, { engines: ['cor'] })).rejects.toThrow(
      /^--engine: "cor".* did you mean "core"\?/,
    );
    for (const engines of [['fast'], ['core']])
      await expect(measure(PROFILE, { engines, caches: ['gian'] })).rejects.toThrow(
        /^--cache: "gian".* did you mean "gain"\?/,
      );
    await expect(measure(`${PROFILE}\nengines: [fats]\n`)).rejects.toThrow(
      /wrong\.yml: engines: "fats".* did you mean "fast"\?/,
    );
    await expect(measure(`${PROFILE}\ncaches: [gian]\n`)).rejects.toThrow(
      /wrong\.yml: caches: "gian".* did you mean "gain"\?/,
    );
  });

  it('has no use for sets of caches where no engine has any', async () => {
    await expect(measure(PROFILE, { engines: ['core'], caches: ['off'] })).rejects.toThrow(
      '--cache: "off"; core has no caches',
    );
  });
});
