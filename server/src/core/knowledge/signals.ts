// Signals that STOPSIGNAL takes. Source: moby/sys signal v0.7.1, signal_linux.go, which BuildKit and the engine use; 2026-11.

/** Numbers on x86 and Arm; where a number has two names the usual one comes first. */
const NUMBERS: Readonly<Record<string, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  ILL: 4,
  TRAP: 5,
  ABRT: 6,
  IOT: 6,
  BUS: 7,
  FPE: 8,
  KILL: 9,
  USR1: 10,
  SEGV: 11,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  STKFLT: 16,
  CHLD: 17,
  CLD: 17,
  CONT: 18,
  STOP: 19,
  TSTP: 20,
  TTIN: 21,
  TTOU: 22,
  URG: 23,
  XCPU: 24,
  XFSZ: 25,
  VTALRM: 26,
  PROF: 27,
  WINCH: 28,
  IO: 29,
  POLL: 29,
  PWR: 30,
  SYS: 31,
};

const FIRST_REAL_TIME = 34;
const LAST = 64;

export const SIGNAL_NAMES: readonly string[] = [...Object.keys(NUMBERS), 'RTMIN', 'RTMAX'].map((name) => `SIG${name}`);

export interface Signal {
  readonly number: number;
  /** With SIG, in upper case; absent for the two numbers that have no name. */
  readonly name: string | undefined;
}

function nameOf(number: number): string | undefined {
  const found = Object.keys(NUMBERS).find((name) => NUMBERS[name] === number);
  if (found !== undefined) return `SIG${found}`;
  if (number === FIRST_REAL_TIME) return 'SIGRTMIN';
  if (number === LAST) return 'SIGRTMAX';
  if (number < FIRST_REAL_TIME) return undefined;
  return number < FIRST_REAL_TIME + 16 ? `SIGRTMIN+${number - FIRST_REAL_TIME}` : `SIGRTMAX-${LAST - number}`;
}

/** A name with or without SIG in any case, or a number; absent when it is no signal. */
export function readSignal(text: string): Signal | undefined {
  if (/^[+-]?\d+$/.test(text)) {
    const number = Number(text);
    return number >= 1 && number <= LAST ? { number, name: nameOf(number) } : undefined;
  }
  const name = text.toUpperCase().replace(/^SIG/, '');
  if (Object.hasOwn(NUMBERS, name)) return { number: NUMBERS[name] ?? 0, name: `SIG${name}` };
  const realTime = /^RT(?:(MIN)(?:\+([1-9]|1[0-5]))?|MAX(?:-([1-9]|1[0-4]))?)$/.exec(name);
  if (!realTime) return undefined;
  const number = realTime[1] ? FIRST_REAL_TIME + Number(realTime[2] ?? 0) : LAST - Number(realTime[3] ?? 0);
  return { number, name: `SIG${name}` };
}
