// Short manifests for the tests of the Kubernetes rules; the marks «…» pass through.

const indent = (text: string, by: number): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? line : ' '.repeat(by) + line))
    .join('\n');

/** A Pod with these lines in its spec, two blanks deep. */
export const podWith = (spec: string): string => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${indent(spec, 2)}\n`;

/** A Pod of one container called `web` with these lines in it. */
export const containerWith = (lines: string, spec = '', name = 'web'): string =>
  podWith(
    `${spec === '' ? '' : spec + '\n'}containers:\n  - name: ${name}\n    image: registry.example.com/web:1.4.0${lines === '' ? '' : '\n' + indent(lines, 4)}`,
  );

export const IMAGE = 'registry.example.com/web:1.4.0';
