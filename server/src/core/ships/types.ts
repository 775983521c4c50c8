// What a stage comes to as an image. Places are spans of the Dockerfile, in UTF-16 code units.
import type { Span } from '../text/span.js';

/** Where a fact comes from: written in this file, known of the base image, what an image has when nobody says anything, or not to be known. */
export type Origin = 'file' | 'base image' | 'default' | 'unknown';

export interface Fact<T> {
  /** Absent when `origin` is unknown. */
  readonly value: T | undefined;
  readonly origin: Origin;
  /** Where it is written; absent unless `origin` is file. */
  readonly at: Span | undefined;
}

export interface Command {
  /** shell: the words of `words` are a shell with the text as its last one. */
  readonly form: 'exec' | 'shell';
  /** As the container gets them. */
  readonly words: readonly string[];
  readonly at: Span;
}

export interface HealthCheck {
  readonly command: Command;
  /** As written: interval, timeout, start-period, retries. */
  readonly options: Readonly<Record<string, string>>;
}

export interface ShippedPath {
  /** Absolute where WORKDIR is known, else from `./` on; ends in `/` when it is a folder that the sources go into. */
  readonly path: string;
  readonly from:
    | { readonly kind: 'context' | 'url' | 'git' | 'inline' }
    | { readonly kind: 'stage'; readonly name: string; readonly index: number }
    | { readonly kind: 'image'; readonly name: string };
  /** As written, variables put in where they are known; heredocs by their name. */
  readonly sources: readonly string[];
  /** `--exclude`: patterns of what stays out. */
  readonly except: readonly string[];
  /** An archive whose content goes into the folder. */
  readonly isUnpacked: boolean;
  /** `--chown`, `--chmod`, variables put in where they are known. */
  readonly owner: string | undefined;
  readonly mode: string | undefined;
  readonly at: Span;
}

export interface StageName {
  readonly index: number;
  readonly name: string | undefined;
  readonly at: Span;
}

export interface ShippedImage {
  readonly stage: StageName;
  readonly base: {
    /** Variables put in where they are known. */
    readonly image: string;
    readonly isResolved: boolean;
    /** Stages between the image and this stage, the lowest first. */
    readonly through: readonly StageName[];
    readonly platform: string | undefined;
    readonly at: Span;
  };
  readonly user: Fact<string>;
  readonly workdir: Fact<string>;
  readonly environment: readonly { readonly name: string; readonly origin: 'file' | 'base image'; readonly at: Span | undefined }[];
  readonly ports: readonly { readonly port: string; readonly at: Span }[];
  readonly volumes: readonly { readonly path: string; readonly at: Span }[];
  readonly entrypoint: Fact<Command>;
  readonly command: Fact<Command>;
  readonly labels: readonly { readonly name: string; readonly value: string; readonly at: Span }[];
  readonly healthCheck: Fact<HealthCheck | 'none'>;
  readonly stopSignal: Fact<string>;
  readonly shell: Fact<boolean>;
  /** `none` where there is none; what a scanner reads to know the packages. */
  readonly packageDatabase: Fact<string>;
  readonly files: readonly ShippedPath[];
  readonly notShipped: readonly (StageName & {
    /** Something that ships is copied or mounted from it, by way of other stages too. */
    readonly isUsed: boolean;
  })[];
}
