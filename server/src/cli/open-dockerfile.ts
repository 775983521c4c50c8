// Reads a Dockerfile that a command is about, with the configuration that holds for it and what stands around it.
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { CheckRequest, Service } from '../core/service-types.js';
import { ContextFinder } from './context.js';
import { UserError } from './exit-code.js';
import { reasonOf } from './fs-errors.js';
import { pathFrom, shownPath } from './paths.js';
import type { Decoded } from './read-text.js';
import { decode } from './read-text.js';
import { SettingsFinder } from './settings.js';
import type { World } from './world.js';

export interface OpenDockerfile {
  readonly absolute: string;
  /** As it is printed. */
  readonly shown: string;
  readonly bytes: Uint8Array;
  readonly decoded: Decoded;
  readonly request: CheckRequest;
}

/** @throws UserError with the path and the reason */
export function openDockerfile(name: string, service: Service, world: World): OpenDockerfile {
  const absolute = resolve(world.cwd, name);
  const shown = shownPath(absolute, world.cwd);
  const bytes = readBytes(absolute, shown);
  const decoded = decode(bytes);
  if (!decoded) throw new UserError(`${shown}: it is no text`);
  const folder = dirname(absolute);
  const finder = new SettingsFinder(service, world.cwd, {
    profile: undefined,
    preview: false,
    foreignSuppressions: true,
    config: undefined,
  });
  const settings = finder.for(folder, folder);
  const path = pathFrom(settings.folder, absolute) ?? basename(absolute);
  // The file was named as a Dockerfile, whatever its name.
  const request: CheckRequest = { text: decoded.text, path, config: settings.config, languageId: 'dockerfile' };
  const { contextRoot } = settings.config;
  const chosen = contextRoot === '' ? undefined : resolve(settings.folder, contextRoot);
  const context = new ContextFinder(service).for(request, absolute, finder.topOf(folder, folder), chosen);
  return { absolute, shown, bytes, decoded, request: context ? { ...request, context } : request };
}

function readBytes(absolute: string, shown: string): Uint8Array {
  try {
    const stats = statSync(absolute);
    if (!stats.isFile()) throw new UserError(`${shown}: ${stats.isDirectory() ? 'a folder where a file is wanted' : 'no regular file'}`);
    return readFileSync(absolute);
  } catch (error) {
    throw error instanceof UserError ? error : new UserError(`${shown}: ${reasonOf(error)}`);
  }
}
