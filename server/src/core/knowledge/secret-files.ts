// Files that hold credentials, by name. Source: the manuals of the programs that read them; state of 2026-11.
import { baseName } from '../text/base-name.js';

/** Holds an example, an encrypted form, or the public half. */
const HARMLESS =
  /\.(?:example|sample|template|tmpl|tpl|dist|default|defaults|schema|enc|sops|gpg|age|pub|crt|cer|csr)$|[._-](?:example|sample|template|dist)(?:\.[\w]+)?$/i;
const PUBLIC_PEM = /cert|ca[-_.]|^ca\.|chain|bundle|public|pub[-_.]|[-_.]pub|root|trust|dhparam|rds|csr/i;
const PUBLIC_KEY = /gpg|pgp|apt|repo|release|public|pub[-_.]|[-_.]pub|archive|signing|package|rpm|cosign\.pub/i;

interface Kind {
  readonly pattern: RegExp;
  /** Names of this form that hold none. */
  readonly except?: RegExp;
  /** Often holds settings only: the text has to tell. */
  readonly isMixed?: boolean;
  /** What its text has when it holds a credential. */
  readonly evidence?: RegExp;
}

const BASE_NAMES: readonly Kind[] = [
  {
    pattern: /^\.env(?:\..+)?$/,
    except: /\.(?:test|ci|vault|d|sh|ts|js|py)$/i,
    evidence: /^\s*(?:export\s+)?\w*(?:PASS(?:WORD|WD)?|SECRET|TOKEN|(?:API|ACCESS|PRIVATE)_?KEY|CREDENTIALS?)\w*\s*=\s*["']?[^\s"'$]/im,
  },
  { pattern: /^id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/ },
  { pattern: /\.pem$/i, except: PUBLIC_PEM, evidence: /PRIVATE KEY/ },
  { pattern: /\.key$/i, except: PUBLIC_KEY, evidence: /PRIVATE KEY|^[0-9a-f]{32}\s*$/ },
  { pattern: /\.(?:p12|pfx|jks|keystore)$/i, except: /trust|cacerts/i },
  { pattern: /^\.npmrc$/, isMixed: true, evidence: /_auth(?:Token)?\s*=\s*["']?[^\s"'$]|_password\s*=\s*["']?[^\s"'$]/ },
  { pattern: /^\.yarnrc\.yml$/, isMixed: true, evidence: /npmAuth(?:Token|Ident)\s*:\s*["']?[^\s"'$]/ },
  { pattern: /^(?:\.pypirc|\.netrc|_netrc|\.git-credentials|\.dockercfg|\.vault-token|\.htpasswd|\.pgpass|\.my\.cnf|\.s3cfg|\.boto)$/ },
  { pattern: /^kubeconfig(?:\.ya?ml)?$|\.kubeconfig$/ },
  { pattern: /service[-_]?account.*\.json$/i },
  { pattern: /^\.?credentials(?:\.(?:json|ya?ml|ini|csv|txt|xml|properties|toml|db))?$|^(?:aws|gcp|gcloud|google|azure)[-_]credentials/i },
  { pattern: /\.tfstate(?:\.backup)?$/ },
  { pattern: /\.ovpn$/ },
  { pattern: /^(?:secrets?|passwords?)\.(?:ya?ml|json|env|toml|txt)$/i },
];

const IN_FOLDERS: readonly RegExp[] = [
  /(?:^|\/)\.aws(?:\/(?:credentials)?)?$/,
  /(?:^|\/)\.ssh(?:\/(?!known_hosts$|config$|authorized_keys$)[^/]*)?$/,
  /(?:^|\/)\.docker\/config\.json$/,
  /(?:^|\/)\.kube(?:\/config)?$/,
  /(?:^|\/)\.gnupg(?:\/|$)/,
];

export interface SecretFile {
  /** `shown`: its text has a credential; `name`: known by its name; `mixed`: by its name, yet such files often hold settings only. */
  readonly by: 'shown' | 'name' | 'mixed';
}

/** Does this path hold credentials? `text` is what stands in it, where that is known. Public halves and examples do not. */
export function secretFileOf(path: string, text?: string): SecretFile | undefined {
  const trimmed = path.replace(/\/+$/, '');
  const base = baseName(trimmed);
  if (HARMLESS.test(base)) return undefined;
  if (IN_FOLDERS.some((pattern) => pattern.test(trimmed))) return { by: 'name' };
  const kind = BASE_NAMES.find(({ pattern, except }) => pattern.test(base) && !except?.test(base));
  if (!kind) return undefined;
  if (text !== undefined && kind.evidence) return kind.evidence.test(text) ? { by: 'shown' } : undefined;
  return { by: kind.isMixed ? 'mixed' : 'name' };
}
