// What the core asks of Node: the module of a format, loaded on first use, and the bundled pages of the rules.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { FormatModule } from '../core/engine/format.js';
import type { AnyRule, FormatName } from '../core/engine/rule.js';
import type { RuleDocsPage, ServiceHost } from '../core/service-types.js';

type Pages = Readonly<Record<string, RuleDocsPage>>;

// `require`, not `import`: the build turns each of these into a file of its own beside this one, so a Dockerfile costs no Kubernetes rule.
function loadFormat(name: Exclude<FormatName, 'config'>): FormatModule {
  if (name === 'dockerfile') return (require('../core/formats/dockerfile.js') as typeof import('../core/formats/dockerfile.js')).dockerfile;
  return (require('../core/formats/kubernetes.js') as typeof import('../core/formats/kubernetes.js')).kubernetes;
}

/** Without its file (a damaged install) a format has no pages, and that is no error: findings do not depend on them. */
async function readDocs(format: FormatName): Promise<Pages> {
  // Set by the build. When the sources run as they are (tests), the rules still hold their documentation.
  if (process.env.SEAWORTHY_BUNDLED !== 'true') {
    const index = `../core/rules/${format}/index.js`;
    const { renderHover, renderPage } = await import('../core/engine/page.js');
    const { rules } = (await import(index)) as { readonly rules: readonly AnyRule[] };
    return Object.fromEntries(rules.map((rule) => [rule.id, { whole: renderPage(rule), hover: renderHover(rule) }]));
  }
  try {
    const packed = await readFile(join(__dirname, `rule-docs.${format}.json.gz`));
    return JSON.parse((await promisify(gunzip)(packed)).toString('utf8')) as Pages;
  } catch {
    return {};
  }
}

export const nodeServiceHost: ServiceHost = { loadFormat, readDocs };
