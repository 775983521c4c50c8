// Files to measure with: invented, in the shapes that real ones have, the same at every run.

const PACKAGES = ['ca-certificates', 'curl', 'git', 'gnupg', 'libpq-dev', 'openssl', 'tzdata', 'unzip', 'xz-utils', 'zlib1g-dev'];
const SERVICES = ['api', 'auth', 'billing', 'cart', 'catalog', 'mail', 'orders', 'search', 'stock', 'web'];

const pick = <T>(items: readonly T[], i: number): T => items[i % items.length] as T;

/** A block of a stage, as people write them: some lines in order, some not. */
function block(i: number): string[] {
  const service = pick(SERVICES, i);
  return [
    `# ${service}: part ${i}`,
    `ARG ${service.toUpperCase()}_VERSION=1.${i}.0`,
    `ENV ${service.toUpperCase()}_HOME=/srv/${service} \\`,
    `    ${service.toUpperCase()}_PORT=${8000 + i}`,
    'RUN apt-get update \\',
    ` && apt-get install -y --no-install-recommends ${pick(PACKAGES, i)} ${pick(PACKAGES, i + 3)} \\`,
    ` && curl -fsSL https://example.com/${service}-$${service.toUpperCase()}_VERSION.tar.gz | tar -xz -C /srv \\`,
    ' && rm -rf /var/lib/apt/lists/*',
    `WORKDIR /srv/${service}`,
    `COPY ${service}/ ./`,
    i % 3 === 0 ? `ADD ${service}.conf /etc/${service}.conf` : `COPY ${service}.conf /etc/${service}.conf`,
    i % 4 === 0 ? `RUN chmod 777 /srv/${service}` : `RUN ["/srv/${service}/setup", "--port", "${8000 + i}"]`,
  ];
}

/** What fills the place that is too small for a block. */
const filler = (i: number): string =>
  pick(['WORKDIR /srv/web', 'COPY package.json package-lock.json ./', 'RUN npm ci', 'COPY . .', 'ENV LOG_LEVEL=info', 'EXPOSE 8080'], i);

/** Exactly this many lines; a new stage about every 60. */
export function dockerfile(lines: number): string {
  const end = ['USER root', 'CMD ["/srv/web/run"]'];
  const out: string[] = ['FROM debian:12 AS base'];
  for (let i = 0; ; i++) {
    const next = [...(i > 0 && i % 5 === 0 ? ['', `FROM base AS part${i / 5}`] : []), ...block(i)];
    if (out.length + next.length + end.length > lines) break;
    out.push(...next);
  }
  for (let i = 0; out.length < lines - end.length; i++) out.push(filler(i));
  return [...out, ...end, ''].join('\n');
}

const repeated = (lines: number, ...line: readonly ((i: number) => string)[]): string[] =>
  line.flatMap((write) => Array.from({ length: Math.floor(lines / line.length) }, (_, i) => write(i)));
const stage = (lines: readonly string[]): string => ['FROM node:24', ...lines, 'USER node', 'CMD ["/srv/web/run"]', ''].join('\n');

/** What nobody writes, yet must not cost more than its length: many of one thing times many of another. */
export const ODD: Readonly<Record<string, (lines: number) => string>> = {
  'downloads run': (n) =>
    stage(
      repeated(
        n,
        () => 'ADD https://example.com/install.sh /tmp/',
        () => 'RUN sh /tmp/install.sh',
      ),
    ),
  'mistyped names': (n) =>
    stage(
      repeated(
        n,
        (i) => `ARG VERSION${i}=1`,
        (i) => `RUN echo $VERSIONX${i}`,
      ),
    ),
  'copies, installs': (n) =>
    stage(
      repeated(
        n,
        (i) => `COPY part${i} ./`,
        () => 'RUN npm ci',
      ),
    ),
  'copies, deletions': (n) =>
    stage(
      repeated(
        n,
        (i) => `COPY part${i} /srv/part${i}`,
        (i) => `RUN rm -rf /srv/*${i}`,
      ),
    ),
  'one RUN': (n) => stage([`RUN ${Array.from({ length: n }, (_, i) => `cat list${i} | grep x`).join(' \\\n && ')}`]),
};

function deployment(i: number): string[] {
  const name = `${pick(SERVICES, i)}-${i}`;
  return [
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata:',
    `  name: ${name}`,
    `  namespace: shop-${i % 7}`,
    '  labels:',
    `    app.kubernetes.io/name: ${name}`,
    'spec:',
    `  replicas: ${1 + (i % 4)}`,
    '  selector:',
    '    matchLabels:',
    `      app: ${name}`,
    '  template:',
    '    metadata:',
    '      labels:',
    `        app: ${name}`,
    '    spec:',
    ...(i % 5 === 0 ? ['      hostNetwork: true'] : []),
    '      containers:',
    `        - name: ${name} # the program itself`,
    `          image: registry.example.com/${name}:${i % 6 === 0 ? 'latest' : `1.${i}.0`}`,
    '          args: ["--listen", ":8080"]',
    '          ports:',
    '            - containerPort: 8080',
    '          env:',
    '            - name: LOG_LEVEL',
    '              value: info',
    '          resources:',
    '            requests:',
    '              cpu: 100m',
    '              memory: 128Mi',
    ...(i % 2 === 0 ? ['            limits:', '              memory: 256Mi'] : []),
    '          securityContext:',
    ...(i % 3 === 0 ? ['            privileged: true'] : ['            allowPrivilegeEscalation: false', '            runAsNonRoot: true']),
    '          volumeMounts:',
    '            - name: data',
    '              mountPath: /data',
    '      volumes:',
    '        - name: data',
    ...(i % 8 === 0 ? ['          hostPath:', '            path: /var/run/docker.sock'] : ['          emptyDir: {}']),
  ];
}

/** Exactly this many lines; documents of about 45. */
export function manifest(lines: number): string {
  const out: string[] = [];
  for (let i = 0; out.length < lines; i++) {
    if (i > 0) out.push('---');
    out.push(...deployment(i));
  }
  out.length = lines;
  return [...out, ''].join('\n');
}
