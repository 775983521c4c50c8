// Builders for changes to a Dockerfile. Each keeps comments, indentation and line ends, and refuses (undefined) rather than guess.
import type { Change } from '../engine/rule.js';
import type { DockerfileModel, Instruction, Stage } from '../model/dockerfile/types.js';

/** New instructions (one string each, may span lines with "\n") on lines of their own in front of `instruction` and the comment block that belongs to it. Never above the parser directives. */
export declare function insertBefore(model: DockerfileModel, instruction: Instruction, instructions: readonly string[]): Change | undefined;
/** Behind `instruction`, before anything that follows it. */
export declare function insertAfter(model: DockerfileModel, instruction: Instruction, instructions: readonly string[]): Change | undefined;
/** At the end of the stage: before its last CMD/ENTRYPOINT block if it ends with one, else behind its last instruction. */
export declare function appendToStage(model: DockerfileModel, stage: Stage, instructions: readonly string[]): Change | undefined;
/** Another text in place of the whole instruction. Refuses when that would drop a comment that stands inside it. */
export declare function replaceInstruction(model: DockerfileModel, instruction: Instruction, text: string): Change | undefined;
/** Another keyword, everything else kept. */
export declare function replaceKeyword(model: DockerfileModel, instruction: Instruction, keyword: string): Change | undefined;
/** Other arguments behind keyword and flags. Refuses when that would drop a comment. */
export declare function replaceArguments(model: DockerfileModel, instruction: Instruction, text: string): Change | undefined;
/** One word of the arguments (or the value of a flag) replaced in place. */
export declare function replaceWord(model: DockerfileModel, instruction: Instruction, at: { readonly start: number; readonly end: number }, text: string): Change | undefined;
/** The instruction with its line(s); comments above stay. */
export declare function removeInstruction(model: DockerfileModel, instruction: Instruction): Change | undefined;
/** `--name=value` set or replaced; `undefined` = a flag without value. */
export declare function setFlag(model: DockerfileModel, instruction: Instruction, name: string, value: string | undefined): Change | undefined;
export declare function removeFlag(model: DockerfileModel, instruction: Instruction, name: string): Change | undefined;
