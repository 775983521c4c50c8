// Whether a stage makes a Windows image, as far as base image, platform and shell tell.
import type { DockerfileModel, Stage } from '../model/dockerfile/types.js';
import { factsOfUse } from './base-images.js';
import { baseName } from './start-command.js';

const SHELLS = /^(?:powershell|pwsh|cmd)(?:\.exe)?$/i;

/** A backtick as the escape character and a shell of Windows are chosen together for Windows only. */
export function isWindowsStage(model: DockerfileModel, stage: Stage): boolean {
  const facts = factsOfUse(stage.rootImage);
  if (facts) return facts.os === 'windows' || stage.isWindows;
  return stage.isWindows || (model.escape === '`' && SHELLS.test(baseName(stage.endState.shell?.words[0] ?? '')));
}
