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

/** A whole file as people write it: nothing in it is wrong. */
export const HARDENED_SHOP = `# Shop API, owned by the shop team.
apiVersion: v1
kind: ConfigMap
metadata:
  name: api
  namespace: shop
  labels: &labels
    app.kubernetes.io/name: api
    app.kubernetes.io/part-of: shop
data:
  app.properties: |
    # not YAML: privileged: true
    log.level=info
---
apiVersion: v1
kind: Service
metadata:
  name: api
  namespace: shop
  labels:
    app.kubernetes.io/name: api
spec:
  selector:
    app.kubernetes.io/name: api
  ports:
    - port: 80
      targetPort: http
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  namespace: shop
  labels:
    app.kubernetes.io/name: api
spec:
  replicas: 2
  selector:
    matchLabels:
      app.kubernetes.io/name: api
  template:
    metadata:
      labels:
        app.kubernetes.io/name: api
    spec:
      automountServiceAccountToken: false
      securityContext:
        runAsNonRoot: true
        runAsUser: 10001
      initContainers:
        - name: migrate
          image: registry.example.com/shop/migrate:2.3.1
          securityContext: &hardened
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
          resources:
            limits:
              memory: 64Mi
      containers:
        - name: api
          image: registry.example.com/shop/api:2.3.1 # raised by the bot
          ports:
            - name: http
              containerPort: 8080
          env:
            - name: LOG_LEVEL
              value: "info"
          # The API keeps its cache in memory.
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop:
                - ALL
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
            limits:
              memory: 128Mi
          volumeMounts:
            - name: config
              mountPath: /etc/api
        - name: proxy
          image: registry.example.com/shop/proxy@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
          securityContext: *hardened
          resources:
            limits:
              memory: 32Mi
      volumes:
        - name: config
          configMap:
            name: api
`;

/** The whole file with one piece of it replaced; marks in the replacement show where the finding stands. */
export function shopWith(find: string, replacement: string): string {
  if (!HARDENED_SHOP.includes(find)) throw new Error(`the shop has no ${JSON.stringify(find)}`);
  return HARDENED_SHOP.replace(find, () => replacement);
}
