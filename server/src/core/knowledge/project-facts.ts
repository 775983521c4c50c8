// What the files around a Dockerfile say of the project: its name, where it comes from, its version and licence. Never a credential.
import type { BuildContext } from '../model/context/types.js';

/** Every value is one line that can stand between double quotes in a Dockerfile. */
export interface ProjectFacts {
  readonly title?: string;
  readonly description?: string;
  /** https address of the repository. */
  readonly source?: string;
  readonly version?: string;
  /** SPDX expression. */
  readonly licenses?: string;
}

/** What one file says, as written. */
interface Said {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly repository?: string | undefined;
  readonly version?: string | undefined;
  readonly license?: string | undefined;
}

const MAX_VALUE = 200;

/** A value that needs no escapes between double quotes, whatever the escape character of the file is. */
function plain(text: string | undefined): string | undefined {
  const line = text?.replace(/\s+/g, ' ').trim();
  return line === undefined || line === '' || line.length > MAX_VALUE || /["\\`$\u0000-\u001f\u007f]/.test(line) ? undefined : line;
}

// --- The address of the repository.

const TOKEN = /(?:gh[pousr]_|github_pat_|glpat-|ATBB|xox[abp]-|eyJ)[\w-]{8,}/;
/** Hosts that take ssh under another name than https. */
const SSH_HOSTS: Readonly<Record<string, string>> = {
  'ssh.github.com': 'github.com',
  'altssh.gitlab.com': 'gitlab.com',
  'altssh.bitbucket.org': 'bitbucket.org',
};

/** The https address of a remote, without credentials, port, query and `.git`; absent where there is none to be had. */
export function httpsAddress(remote: string): string | undefined {
  const text = remote.trim().replace(/^git\+/, '');
  const short = /^(github|gitlab|bitbucket):([\w.-]+\/[\w.-]+)$/.exec(text);
  if (short) return httpsAddress(`https://${short[1]}.${short[1] === 'bitbucket' ? 'org' : 'com'}/${short[2]}`);
  const url = /^(https?|ssh|git):\/\/(?:[^/?#]*@)?([\w.-]+)(?::(\d+))?\/([^?#]*)/i.exec(text);
  // `git@host:path`: a user is usual, a slash in front of the colon is none.
  const scp = url ? undefined : /^(?:[^@/:\s]+@)?([\w.-]+):(?!\/\/)([^?#]+)$/.exec(text);
  const host = (url?.[2] ?? scp?.[1] ?? '').toLowerCase();
  const isSsh = scp !== null && scp !== undefined ? true : url?.[1]?.toLowerCase() === 'ssh';
  const path = (url?.[4] ?? scp?.[2] ?? '').replace(/^\/+|\/+$/g, '').replace(/\.git$/, '');
  // An alias of the user's own ssh settings has no dot; Bitbucket's own servers have other paths for people.
  if (!/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(host) || (isSsh && url?.[3] === '7999')) return undefined;
  if (!/^[\w.~/+%-]+$/.test(path) || !path.includes('/') || TOKEN.test(path) || path.split('/').includes('..')) return undefined;
  if (host === 'ssh.dev.azure.com' || host === 'vs-ssh.visualstudio.com') {
    const [, organization, project, name, ...rest] = path.split('/');
    return organization && project && name && rest.length === 0
      ? `https://dev.azure.com/${organization}/${project}/_git/${name}`
      : undefined;
  }
  return `https://${isSsh && Object.hasOwn(SSH_HOSTS, host) ? SSH_HOSTS[host] : host}/${path}`;
}

/** The address of `origin`, or of the only remote, in git's configuration. */
function remoteOf(config: string): string | undefined {
  const remotes = new Map<string, string>();
  let name: string | undefined;
  for (const line of config.split(/\r?\n/)) {
    const section = /^\s*\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]/.exec(line);
    if (section) {
      name = section[1]?.toLowerCase() === 'remote' ? section[2] : undefined;
      continue;
    }
    const url = name === undefined ? undefined : /^\s*url\s*=\s*(?:"([^"]*)"|([^\s#;]+))/i.exec(line);
    const value = url?.[1] ?? url?.[2];
    if (name !== undefined && value !== undefined && !remotes.has(name)) remotes.set(name, value);
  }
  const chosen = remotes.get('origin') ?? (remotes.size === 1 ? [...remotes.values()][0] : undefined);
  return chosen === undefined ? undefined : httpsAddress(chosen);
}

// --- Licences.

const SPDX_IDS = new Set([
  ...['MIT', 'MIT-0', 'Apache-2.0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'MPL-2.0', 'EPL-1.0', 'EPL-2.0', 'Unlicense', 'CC0-1.0'],
  ...['BSL-1.0', 'Zlib', 'EUPL-1.2', 'BUSL-1.1', 'GPL-2.0-only', 'GPL-2.0-or-later', 'GPL-3.0-only', 'GPL-3.0-or-later', 'LGPL-2.1-only'],
  ...[
    'LGPL-2.1-or-later',
    'LGPL-3.0-only',
    'LGPL-3.0-or-later',
    'AGPL-3.0-only',
    'AGPL-3.0-or-later',
    'Artistic-2.0',
    'PostgreSQL',
    'Python-2.0',
  ],
  ...[
    'CDDL-1.0',
    'WTFPL',
    'NCSA',
    'Elastic-2.0',
    'SSPL-1.0',
    'CC-BY-4.0',
    'CC-BY-SA-4.0',
    'LLVM-exception',
    'Classpath-exception-2.0',
    'Ruby',
  ],
]);
/** Names that manifests have for licences in place of their ids. */
const LICENSE_NAMES: readonly (readonly [RegExp, string])[] = [
  [/^(?:the )?mit(?: license)?$/i, 'MIT'],
  [/^(?:the )?apache(?: software)?(?: license)?,?(?: version)? ?v?2(?:\.0)?$/i, 'Apache-2.0'],
  [/^isc(?: license)?$/i, 'ISC'],
  [/^(?:bsd3|bsd 3-clause(?: "?(?:new|revised)"?)?(?: license)?|new bsd(?: license)?)$/i, 'BSD-3-Clause'],
  [/^(?:bsd2|bsd 2-clause(?: license)?|simplified bsd(?: license)?)$/i, 'BSD-2-Clause'],
  [/^(?:mozilla public license,?(?: version)? 2\.0|mpl-?2(?:\.0)?)$/i, 'MPL-2.0'],
  [/^eclipse public license(?: -)?,? ?v(?:ersion|\.)? ?2\.0$/i, 'EPL-2.0'],
];

/** An SPDX expression of known ids. */
export function spdxOf(written: string): string | undefined {
  const text = written.trim();
  const named = LICENSE_NAMES.find(([pattern]) => pattern.test(text))?.[1];
  if (named) return named;
  const ids = text.split(/[\s()]+/).filter((word) => word !== '' && !/^(?:AND|OR|WITH)$/.test(word));
  // `MIT/Apache-2.0` is how Cargo wrote "or" once.
  if (ids.length === 1 && text.includes('/')) {
    const parts = text.split('/');
    return parts.every((id) => SPDX_IDS.has(id)) ? parts.join(' OR ') : undefined;
  }
  return ids.length > 0 && ids.every((id) => SPDX_IDS.has(id)) && isExpression(text) ? text.replace(/\s+/g, ' ') : undefined;
}

const isExpression = (text: string): boolean => /^\(*[\w.+-]+\)*(?:\s+(?:AND|OR|WITH)\s+\(*[\w.+-]+\)*)*$/.test(text);

const LICENSE_TEXTS: readonly (readonly [RegExp, string])[] = [
  [/Apache License\s+Version 2\.0/i, 'Apache-2.0'],
  [
    /Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files/i,
    'MIT',
  ],
  [
    /Permission to use, copy, modify, and\/?(?:or)? ?distribute this software for any purpose with or without fee is hereby granted, provided that/i,
    'ISC',
  ],
  [/Permission to use, copy, modify, and\/or distribute this software for any purpose with or without fee is hereby granted\./i, '0BSD'],
  [/Mozilla Public License,? version 2\.0/i, 'MPL-2.0'],
  [/Eclipse Public License - v ?2\.0/i, 'EPL-2.0'],
  [/This is free and unencumbered software released into the public domain/i, 'Unlicense'],
  [/Boost Software License - Version 1\.0/i, 'BSL-1.0'],
  [/CC0 1\.0 Universal/i, 'CC0-1.0'],
  [/European Union Public Licence v\. ?1\.2/i, 'EUPL-1.2'],
  [/Business Source License 1\.1/i, 'BUSL-1.1'],
];

/**
 * The licence of a LICENSE file. Texts of the GNU licences do not say whether a later version may be used, so they give no id; a file
 * with two licences gives none either.
 */
export function licenseOfText(text: string): string | undefined {
  const flat = text.slice(0, 20_000).replace(/\s+/g, ' ');
  // The head names the licence; the body of one may mention another.
  const head = flat.slice(0, 2_500);
  const found = LICENSE_TEXTS.filter(([pattern]) => pattern.test(head)).map(([, id]) => id);
  if (/Redistribution and use in source and binary forms/i.test(head)) {
    const isThree = /Neither the name/i.test(flat);
    found.push(isThree ? 'BSD-3-Clause' : 'BSD-2-Clause');
    if (/All advertising materials/i.test(flat)) return undefined;
  }
  if (/GNU (?:LESSER |AFFERO )?GENERAL PUBLIC LICENSE/i.test(head)) return undefined;
  return new Set(found).size === 1 ? found[0] : undefined;
}

// --- Manifests.

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const stringIn = (data: unknown, ...path: readonly string[]): string | undefined => {
  let at: unknown = data;
  for (const key of path) {
    if (!isObject(at) || !Object.hasOwn(at, key)) return undefined;
    at = at[key];
  }
  return typeof at === 'string' ? at : undefined;
};

function readJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function fromPackageJson(text: string): Said {
  const data = readJson(text);
  return {
    // "@acme/web" is web.
    title: stringIn(data, 'name')?.replace(/^@[^/]*\//, ''),
    description: stringIn(data, 'description'),
    version: stringIn(data, 'version'),
    license: stringIn(data, 'license') ?? stringIn(data, 'license', 'type'),
    repository: stringIn(data, 'repository') ?? stringIn(data, 'repository', 'url'),
  };
}

function fromComposer(text: string): Said {
  const data = readJson(text);
  const licenses: unknown = isObject(data) ? data['license'] : undefined;
  return {
    title: stringIn(data, 'name')?.replace(/^[^/]*\//, ''),
    description: stringIn(data, 'description'),
    version: stringIn(data, 'version'),
    license: Array.isArray(licenses) && licenses.every((id) => typeof id === 'string') ? licenses.join(' OR ') : stringIn(data, 'license'),
    repository: stringIn(data, 'support', 'source'),
  };
}

/** Strings of one line in TOML and INI files, by "section.key". */
function readSections(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  let section = '';
  for (const line of text.split(/\r?\n/)) {
    const header = /^\s*\[([^[\]]+)\]\s*(?:#.*)?$/.exec(line);
    if (header) {
      section = header[1]?.trim() ?? '';
      continue;
    }
    if (/^\s*\[\[/.test(line)) {
      section = '[]';
      continue;
    }
    const pair = /^([\w.-]+)\s*=\s*(?:"([^"\\]*)"|'([^']*)'|\{\s*text\s*=\s*"([^"\\]*)"\s*\}|([^"'{[#][^#]*?))\s*(?:#.*)?$/.exec(line);
    if (!pair?.[1]) continue;
    const value = pair[2] ?? pair[3] ?? pair[4] ?? pair[5];
    const key = `${section}.${pair[1]}`;
    if (value !== undefined && !values.has(key)) values.set(key, value);
  }
  return values;
}

function fromPyproject(text: string): Said {
  const values = readSections(text);
  const get = (key: string): string | undefined => values.get(`project.${key}`) ?? values.get(`tool.poetry.${key}`);
  return {
    title: get('name'),
    description: get('description'),
    version: get('version'),
    license: get('license'),
    repository: values.get('project.urls.Repository') ?? get('repository'),
  };
}

function fromSetupCfg(text: string): Said {
  const values = readSections(text);
  const get = (key: string): string | undefined => values.get(`metadata.${key}`);
  return { title: get('name'), description: get('description'), version: get('version'), license: get('license') };
}

function fromCargo(text: string): Said {
  const values = readSections(text);
  const get = (key: string): string | undefined => values.get(`package.${key}`);
  return {
    title: get('name'),
    description: get('description'),
    version: get('version'),
    license: get('license'),
    repository: get('repository'),
  };
}

/** Text of the elements directly below the root, and of `licenses/license/name`. */
function readXml(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const path: string[] = [];
  const source = text.replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[[\s\S]*?\]\]>|<![^>]*>/g, '');
  for (const [, slash, name = '', , selfClosing, content = ''] of source.matchAll(/<(\/?)([\w.:-]+)((?:\s[^<>]*?)?)(\/?)>([^<]*)/g)) {
    if (slash) {
      if (path.at(-1) !== name) return values;
      path.pop();
      continue;
    }
    if (selfClosing) continue;
    path.push(name);
    const key = path.slice(1).join('/');
    if (!values.has(key) && content.trim() !== '') values.set(key, content.trim());
  }
  return values;
}

const unescapeXml = (text: string | undefined): string | undefined =>
  text?.replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => ({ lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" })[name] ?? '');

function fromPom(text: string): Said {
  const values = readXml(text);
  const get = (key: string): string | undefined => unescapeXml(values.get(key));
  const name = get('name');
  return {
    title: name !== undefined && !name.includes('$') ? name : get('artifactId'),
    description: get('description'),
    version: get('version'),
    license: get('licenses/license/name'),
    repository: get('scm/url')?.replace(/^scm:git:/, ''),
  };
}

function fromProject(text: string): Said {
  const values = readXml(text);
  const get = (key: string): string | undefined => unescapeXml(values.get(`PropertyGroup/${key}`));
  return {
    title: get('Title') ?? get('AssemblyName'),
    description: get('Description'),
    version: get('Version'),
    license: get('PackageLicenseExpression'),
    repository: get('RepositoryUrl'),
  };
}

function fromGoMod(text: string): Said {
  const module = /^\s*module\s+"?([^\s"]+)"?/m.exec(text)?.[1];
  const parts = module?.split('/').filter((part) => !/^v\d+$/.test(part)) ?? [];
  const [host = '', owner, name] = parts;
  const isHosted = /^(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org)$/.test(host) && owner !== undefined && name !== undefined;
  return { title: parts.at(-1), repository: isHosted ? `https://${host}/${owner}/${name}` : undefined };
}

function fromMix(text: string): Said {
  return {
    title: /^\s*app:\s*:(\w+)/m.exec(text)?.[1],
    version: /^\s*version:\s*"([^"#\\]+)"/m.exec(text)?.[1],
    description: /^\s*description:\s*"([^"#\\]+)"/m.exec(text)?.[1],
    license: /^\s*licenses:\s*\["([^"]+)"\]/m.exec(text)?.[1],
  };
}

function fromGemspec(text: string): Said {
  const get = (key: string): string | undefined => new RegExp(`^\\s*\\w+\\.${key}\\s*=\\s*["']([^"'#\\\\]+)["']`, 'm').exec(text)?.[1];
  return { title: get('name'), version: get('version'), description: get('summary') ?? get('description'), license: get('license') };
}

function fromCabal(text: string): Said {
  const get = (key: string): string | undefined => new RegExp(`^${key}:[ \\t]*(\\S.*?)[ \\t]*$`, 'im').exec(text)?.[1];
  return { title: get('name'), version: get('version'), description: get('synopsis'), license: get('license') };
}

function fromGradle(text: string): Said {
  return {
    version: /^version\s*=?\s*["']([^"'$]+)["']/m.exec(text)?.[1],
    description: /^description\s*=?\s*["']([^"'$]+)["']/m.exec(text)?.[1],
  };
}

const READERS: readonly (readonly [RegExp, (text: string) => Said])[] = [
  [/^package\.json$/, fromPackageJson],
  [/^pyproject\.toml$/, fromPyproject],
  [/^setup\.cfg$/, fromSetupCfg],
  [/^Cargo\.toml$/, fromCargo],
  [/^pom\.xml$/, fromPom],
  [/^composer\.json$/, fromComposer],
  [/^go\.mod$/, fromGoMod],
  [/^mix\.exs$/, fromMix],
  [/\.gemspec$/, fromGemspec],
  [/\.cabal$/, fromCabal],
  [/\.(?:cs|fs)proj$/, fromProject],
  [/^build\.gradle(?:\.kts)?$/, fromGradle],
  [/^settings\.gradle(?:\.kts)?$/, (text) => ({ title: /^rootProject\.name\s*=\s*["']([^"'$]+)["']/m.exec(text)?.[1] })],
  [/^VERSION$/, (text) => ({ version: text.trim() })],
];

/** A version that a release has; placeholders and snapshots are for the build to say. */
function releaseVersion(text: string | undefined): string | undefined {
  const version = plain(text);
  return version !== undefined &&
    /^v?\d+(?:\.\d+)+(?:[-+.][\w.+-]+)?$/.test(version) &&
    !/^0\.0\.0|SNAPSHOT|development|unreleased/i.test(version)
    ? version
    : undefined;
}

/** What all agree on; absent where two files say different things. */
function agreed(values: readonly (string | undefined)[]): string | undefined {
  const said = [...new Set(values.filter((value) => value !== undefined))];
  return said.length === 1 ? said[0] : undefined;
}

function readFacts(files: BuildContext): ProjectFacts {
  const said = (files.list('') ?? []).flatMap((name): Said[] => {
    const read = READERS.find(([pattern]) => pattern.test(name))?.[1];
    const text = read && files.read(name);
    return read && text !== undefined ? [read(text)] : [];
  });
  const licenseFile = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'LICENCE', 'LICENCE.md', 'LICENCE.txt', 'COPYING'].find(
    (name) => files.read(name) !== undefined,
  );
  const config = files.read('.git/config');
  const remote = config === undefined ? undefined : remoteOf(config);
  const source = remote ?? agreed(said.map(({ repository }) => (repository === undefined ? undefined : httpsAddress(repository))));
  const written = said.map(({ license }) => license).filter((license) => license !== undefined);
  const manifest = agreed(written.map((license) => spdxOf(license)));
  const text = licenseFile === undefined ? undefined : licenseOfText(files.read(licenseFile) ?? '');
  // A licence that nobody can name is none that another file may replace.
  const licenses = written.length > 0 ? (manifest !== undefined && (text === undefined || text === manifest) ? manifest : undefined) : text;
  const titles = said.map(({ title }) => plain(title)).filter((title) => title !== undefined);
  const title = titles.length > 0 ? agreed(titles) : undefined;
  const description = plain(agreed(said.map((item) => plain(item.description))));
  const version = agreed(said.map((item) => releaseVersion(item.version)));
  const repository = source?.slice(source.lastIndexOf('/') + 1);
  return {
    ...(title === undefined && repository === undefined ? {} : { title: title ?? repository ?? '' }),
    ...(description === undefined ? {} : { description }),
    ...(source === undefined ? {} : { source }),
    ...(version === undefined ? {} : { version }),
    ...(licenses === undefined ? {} : { licenses }),
  };
}

/** Two rules ask for the same files. */
const factsByFiles = new WeakMap<BuildContext, ProjectFacts>();

/** Empty when nothing is known of the files around. */
export function projectFactsOf(files: BuildContext | undefined): ProjectFacts {
  if (!files) return {};
  let facts = factsByFiles.get(files);
  if (!facts) factsByFiles.set(files, (facts = readFacts(files)));
  return facts;
}
