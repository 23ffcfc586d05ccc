import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MarsDiskError } from '@marsdisk/core';
import { endWithProcess } from './endWithProcess.ts';
import type { SideAnswer, SideFacts, SidePass, SideRequest, SideTask } from './sideRequest.ts';

const COMPILE_CACHE = join(tmpdir(), 'marsdisk-compile-cache');

/** A process that measures one side, warm or cold, waiting for its next task. */
export interface Side {
  readonly request: SideRequest;
  readonly facts: SideFacts;
  /** Identifier of the process. */
  readonly pid: number;
  /** Takes a pass; see `SideTask`. */
  readonly pass: (lead: number | null, steps: number) => Promise<SidePass>;
  /** Takes so many passes that are not measured. */
  readonly warm: (lead: number | null, steps: number, passes: number) => Promise<void>;
  /** Ends the process when it has done what it was asked for. */
  readonly close: () => Promise<void>;
}

/** The checkout has not the functions by which it could be measured. */
export class ContractError extends MarsDiskError {
  override name = 'ContractError';
}

/**
 * Starts a measuring process on the Node that its checkout has installed, or on that of this process.
 *
 * @param nodeFlags such as `--expose-gc`
 * @param stop kills the process, whatever it is doing; `close` waits until it has done what it was asked for
 * @throws ContractError; MarsDiskError for what the configuration or the run throws, or when the process dies
 */
export async function openSide(
  request: SideRequest,
  nodeFlags: readonly string[] = [],
  stop: AbortSignal | null = null,
): Promise<Side> {
  // In a built package the entry has another extension.
  const own = fileURLToPath(import.meta.url);
  const entry = join(own, '..', `side${own.slice(own.lastIndexOf('.'))}`);
  const child = spawn(nodeOf(request.root), [...nodeFlags, entry], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // Thousands of lines that did not change need not be stripped of their types for every process.
    env: { ...process.env, NODE_OPTIONS: '', NODE_COMPILE_CACHE: COMPILE_CACHE },
  });
  // A pass hears nothing of a parent that has gone.
  endWithProcess(child);
  const kill = () => child.kill('SIGKILL');
  stop?.addEventListener('abort', kill);
  const closed = new Promise<void>((resolve) =>
    child.once('close', () => {
      stop?.removeEventListener('abort', kill);
      resolve();
    }),
  );
  const close = async () => {
    // One that has been killed hears nothing; without a callback that would be an error of this process.
    if (child.connected) child.send({ kind: 'end' } satisfies SideTask, () => {});
    await closed;
  };
  const first = await ask(child, request);
  if (first.kind !== 'ready') throw new MarsDiskError(`a measuring process said "${first.kind}"`);
  return {
    request,
    facts: first.facts,
    pid: child.pid ?? 0,
    async pass(lead, steps) {
      const said = await ask(child, { kind: 'pass', lead, steps });
      if (said.kind !== 'pass') throw new MarsDiskError(`a measuring process said "${said.kind}"`);
      return said.pass;
    },
    async warm(lead, steps, passes) {
      const said = await ask(child, { kind: 'warm', lead, steps, passes });
      if (said.kind !== 'warm') throw new MarsDiskError(`a measuring process said "${said.kind}"`);
    },
    close,
  };
}

/** The Node that a checkout pins and has installed; that of this process if it has none. */
export function nodeOf(root: string): string {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const pinned = join(root, 'node_modules', 'node', 'bin', name);
  return existsSync(pinned) ? pinned : process.execPath;
}

function ask(child: ChildProcess, message: SideRequest | SideTask): Promise<SideAnswer> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      child.off('message', onMessage);
      child.off('error', onError);
      child.off('close', onClose);
    };
    const onMessage = (said: SideAnswer) => {
      settle();
      if (said.kind !== 'failed') return resolve(said);
      const Class = said.reason === 'contract' ? ContractError : MarsDiskError;
      reject(new Class(said.message));
    };
    const onError = (error: Error) => {
      settle();
      reject(new MarsDiskError(`cannot start a measuring process: ${error.message}`));
    };
    const onClose = (code: number | null, signal: string | null) => {
      settle();
      reject(new MarsDiskError(`a measuring process ended with ${signal ?? `exit code ${code}`}`));
    };
    child.on('message', onMessage);
    child.on('error', onError);
    child.on('close', onClose);
    child.send(message, (error) => {
      if (error !== null) onError(error);
    });
  });
}
