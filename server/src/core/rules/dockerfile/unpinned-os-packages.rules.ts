import { defineRuleFamily } from '../../engine/rule.js';
import { usesDatedMirror } from '../../knowledge/package-mirrors.js';
import { PACKAGE_TOOLS, hasOption, packageCommandOf } from '../../knowledge/packages.js';
import type { PackageCommand } from '../../knowledge/packages.js';
import type { Instruction } from '../../model/dockerfile/types.js';

/** Files, and what another tool will put in; nothing of it has a version to name. */
const isFile = (text: string): boolean => /\.(?:deb|apk|rpm)$|^\.{0,2}\/|:\/\/|[*?([]/.test(text);

const isPinned = {
  // A release behind a slash; "name-" takes the package away.
  apt: (text: string): boolean => /[=/^]|-$/.test(text),
  apk: (text: string): boolean => /[=~<>@]|^[.!]/.test(text),
  // A number behind the last dash, or in front of a dot; java-17-openjdk is but a name.
  dnf: (text: string): boolean => /-\d+(?:[.:~^*]|$)|:|[=<>]|^@/.test(text),
  zypper: (text: string): boolean => /[=<>]|^[-~!@]/.test(text),
};

const shared = {
  category: 'supply-chain',
  severity: 'info',
  confidence: 'high',
  profile: 'strict',
  since: '0.1.0',
  fix: 'none',
  messages: {
    one: '"{package}" comes in whatever version is current: write "{form}"',
    some: '"{package}" and {count} more come in whatever version is current: write "{form}"',
  },
} as const;

const RATIONALE =
  'Two builds of one file install different programs, and no change of the file says when that began. A version that is written down makes a newer one a change that somebody reviews.';
const AUDIT = (list: string) => `docker run --rm IMAGE ${list}, for two builds on two days, shows what differs.`;
const LIMITS = 'Words with a variable are taken as pinned, and so are lists that are read from files.';
const REFERENCES = ['Docker: Building best practices, version pinning', 'SLSA: Reproducible builds'];

export default defineRuleFamily({
  on: 'dockerfile.command',
  scope: { commands: PACKAGE_TOOLS },
  rows: [
    {
      ...shared,
      id: 'dockerfile/unpinned-apt-package',
      summary: 'A package of Debian or Ubuntu is installed in no certain version',
      equivalents: ['hadolint:DL3008', 'kics:965a08d7-ef86-4f14-8792-4a3b2098937e', '~cis-docker-1.6:4.7'],
      docs: {
        description:
          'apt-get, apt or aptitude install names a package without =VERSION or /RELEASE. Files (.deb), words with variables and option values (-t, -o) are fine, and so is every install of a stage that takes its packages from a dated mirror (snapshot.debian.org, snapshot.ubuntu.com, APT::Snapshot).',
        rationale: RATIONALE,
        impact:
          'The mirrors keep only current versions, so that a pinned version fails to install once it is replaced; a dated mirror pins all packages at once and keeps working.',
        audit: AUDIT("dpkg-query -W -f '${Package}=${Version}\\n'"),
        remediation: 'Take packages from a dated mirror, or write NAME=VERSION (NAME=1.2.* allows fixes) and let a bot raise it.',
        defaultValue: 'apt installs the newest version of its sources.',
        references: [...REFERENCES, 'apt-get(8): install'],
        limits: LIMITS,
      },
      examples: [
        {
          bad: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*\n',
          good: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends curl=8.14.* && rm -rf /var/lib/apt/lists/*\n',
          byFix: false,
        },
      ],
      manager: 'apt' as const,
      form: (name: string) => `${name}=VERSION`,
      isExempt: ({ verb }: PackageCommand, { stage }: Instruction): boolean =>
        verb?.value === 'build-dep' || (stage !== undefined && usesDatedMirror(stage)),
      standsFor: ({ tool }: PackageCommand): readonly string[] =>
        tool === 'apt-get' ? ['hadolint:DL3008', 'kics:965a08d7-ef86-4f14-8792-4a3b2098937e'] : [],
    },
    {
      ...shared,
      id: 'dockerfile/unpinned-apk-package',
      summary: 'A package of Alpine is installed in no certain version',
      equivalents: ['hadolint:DL3018', 'kics:d3499f6d-1651-41bb-a9a7-de925fea487b'],
      docs: {
        description:
          'apk add names a package without a version (=, ~, <, >) or a tagged repository (@). Files (.apk), names of virtual packages, option values (-t, -X, -p) and words with variables are fine.',
        rationale: RATIONALE,
        impact:
          'A release of Alpine keeps only the current version of each package, so that an exact version fails to install once it is replaced; NAME~VERSION allows fixes.',
        audit: AUDIT('apk info -v'),
        remediation: 'Write NAME~1.2 (or NAME=1.2.3-r0) and let a bot raise it; pin the base image by digest as well.',
        defaultValue: 'apk installs the newest version of its repositories.',
        references: [...REFERENCES, 'apk-world(5)'],
        limits: LIMITS,
      },
      examples: [
        {
          bad: 'FROM alpine:3.24\nRUN apk add --no-cache curl\n',
          good: 'FROM alpine:3.24\nRUN apk add --no-cache curl~8\n',
          byFix: false,
        },
      ],
      manager: 'apk' as const,
      form: (name: string) => `${name}~VERSION`,
      isExempt: ({ verb }: PackageCommand): boolean => verb?.value !== 'add',
      standsFor: (): readonly string[] => ['hadolint:DL3018', 'kics:d3499f6d-1651-41bb-a9a7-de925fea487b'],
    },
    {
      ...shared,
      id: 'dockerfile/unpinned-dnf-package',
      summary: 'A package of Fedora or its kin is installed in no certain version',
      equivalents: [
        'hadolint:DL3033',
        'hadolint:DL3041',
        'kics:6452c424-1d92-4deb-bb18-a03e95d579c4',
        'kics:93d88cf7-f078-46a8-8ddc-178e03aeacf1',
      ],
      docs: {
        description:
          'yum, dnf, microdnf or tdnf install (also module install) names a package without -VERSION, :STREAM or a comparison. Files and URLs (.rpm), groups (@x, group install), capabilities with parentheses and words with variables are fine.',
        rationale: RATIONALE,
        impact: 'A version that has left the repository fails to install; NAME-1.2* allows fixes.',
        audit: AUDIT('rpm -qa'),
        remediation: 'Write NAME-VERSION (NAME-1.2* allows fixes) or NAME:STREAM for modules, and let a bot raise it.',
        defaultValue: 'dnf installs the newest version of its repositories.',
        references: [...REFERENCES, 'dnf(8): Specifying Packages'],
        limits: LIMITS,
      },
      examples: [
        {
          bad: 'FROM fedora:44\nRUN dnf install -y nginx && dnf clean all\n',
          good: 'FROM fedora:44\nRUN dnf install -y nginx-1.30* && dnf clean all\n',
          byFix: false,
        },
      ],
      manager: 'dnf' as const,
      form: (name: string) => `${name}-VERSION`,
      isExempt: ({ verb, unit }: PackageCommand): boolean =>
        verb?.value === 'groupinstall' || verb?.value === 'builddep' || unit === 'group' || unit === 'groups',
      standsFor: ({ tool }: PackageCommand): readonly string[] =>
        tool === 'yum'
          ? ['hadolint:DL3033', 'kics:6452c424-1d92-4deb-bb18-a03e95d579c4']
          : tool === 'dnf' || tool === 'microdnf'
            ? ['hadolint:DL3041', 'kics:93d88cf7-f078-46a8-8ddc-178e03aeacf1']
            : [],
    },
    {
      ...shared,
      id: 'dockerfile/unpinned-zypper-package',
      summary: 'A package of openSUSE or SLE is installed in no certain version',
      equivalents: ['hadolint:DL3037', 'kics:562952e4-0348-4dea-9826-44f3a2c6117b'],
      docs: {
        description:
          'zypper install names a package without a comparison (=, <, >). Files and URLs (.rpm), patterns and products (-t), and words with variables are fine.',
        rationale: RATIONALE,
        impact: 'A version that has left the repository fails to install.',
        audit: AUDIT('rpm -qa'),
        remediation: 'Write NAME=VERSION, or "NAME>=1.2" in quotes where fixes are welcome, and let a bot raise it.',
        defaultValue: 'zypper installs the newest version of its repositories.',
        references: [...REFERENCES, 'zypper(8): install'],
        limits: LIMITS,
      },
      examples: [
        {
          bad: 'FROM opensuse/leap:16.0\nRUN zypper -n install curl && zypper clean -a\n',
          good: 'FROM opensuse/leap:16.0\nRUN zypper -n install curl=8.14.1 && zypper clean -a\n',
          byFix: false,
        },
      ],
      manager: 'zypper' as const,
      form: (name: string) => `${name}=VERSION`,
      isExempt: (found: PackageCommand): boolean =>
        hasOption(found, '-t', '--type') || found.verb?.value === 'si' || found.verb?.value === 'source-install',
      standsFor: (): readonly string[] => ['hadolint:DL3037', 'kics:562952e4-0348-4dea-9826-44f3a2c6117b'],
    },
  ],
  *check({ command, instruction }, ctx, row) {
    const found = packageCommandOf(command);
    if (found?.manager !== row.manager || found.action !== 'install' || row.isExempt(found, instruction)) return;
    const pinned = isPinned[row.manager];
    const open = found.packages.filter(({ word }) => {
      const text = word.value ?? '';
      return text !== '' && !isFile(text) && !pinned(text);
    });
    const [first] = open;
    if (!first) return;
    const report = { at: first.word.span, standsFor: row.standsFor(found) };
    const data = { package: first.name, form: row.form(first.name) };
    if (open.length === 1) {
      yield ctx.problem('one', { ...report, data });
      return;
    }
    const related = open.slice(1, 9).map(({ word, name }) => ({ at: word.span, message: `"${name}" has no version either` }));
    yield ctx.problem('some', { ...report, related, data: { ...data, count: String(open.length - 1) } });
  },
});
