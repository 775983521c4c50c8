import assert from 'node:assert/strict';
import { NEWEST_KUBERNETES } from '../../config/defaults.js';
import { isBuiltInKind, isNamespacedKind, KUBERNETES_VERSION } from '../../knowledge/kubernetes-kinds.js';
import { readKubernetes } from './read-kubernetes.js';
import type { Completeness, Container, KubernetesModel } from './types.js';

const read = (text: string, completeness: Completeness = 'whole'): KubernetesModel => readKubernetes(text, { completeness, json: false });

/** `kind name: path of the pod (containers)` of every pod. */
const pods = (text: string): string[] =>
  read(text).podSpecs.map(
    (pod) => `${pod.object.kind ?? ''} ${pod.node.path.join('.')} (${pod.containers.map((each) => each.name ?? '?').join(' ')})`,
  );

function container(text: string, index = 0): Container {
  const found = read(text).podSpecs.flatMap((pod) => pod.containers)[index];
  assert.ok(found);
  return found;
}

const C = 'containers: [{name: c, image: "x:1"}]';

describe('readKubernetes: pods of every kind', () => {
  const cases: [string, string, string[]][] = [
    ['Pod', `apiVersion: v1\nkind: Pod\nspec: {${C}}`, ['Pod spec (c)']],
    ['PodTemplate', `apiVersion: v1\nkind: PodTemplate\ntemplate: {spec: {${C}}}`, ['PodTemplate template.spec (c)']],
    ['ReplicationController', `apiVersion: v1\nkind: ReplicationController\nspec: {template: {spec: {${C}}}}`, ['ReplicationController spec.template.spec (c)']],
    ...['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'].map((kind): [string, string, string[]] => [
      kind, `apiVersion: apps/v1\nkind: ${kind}\nspec: {template: {spec: {${C}}}}`, [`${kind} spec.template.spec (c)`],
    ]),
    ['an old group', `apiVersion: extensions/v1beta1\nkind: Deployment\nspec: {template: {spec: {${C}}}}`, ['Deployment spec.template.spec (c)']],
    ['Job', `apiVersion: batch/v1\nkind: Job\nspec: {template: {spec: {${C}}}}`, ['Job spec.template.spec (c)']],
    ['CronJob', `apiVersion: batch/v1\nkind: CronJob\nspec: {jobTemplate: {spec: {template: {spec: {${C}}}}}}`, ['CronJob spec.jobTemplate.spec.template.spec (c)']],
    ['DeploymentConfig', `apiVersion: apps.openshift.io/v1\nkind: DeploymentConfig\nspec: {template: {spec: {${C}}}}`, ['DeploymentConfig spec.template.spec (c)']],
    ['Rollout', `apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nspec: {template: {spec: {${C}}}}`, ['Rollout spec.template.spec (c)']],
    ['a Rollout that refers', 'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nspec: {workloadRef: {name: a}}', []],
    ['Experiment', `apiVersion: argoproj.io/v1alpha1\nkind: Experiment\nspec: {templates: [{template: {spec: {${C}}}}]}`, ['Experiment spec.templates.0.template.spec (c)']],
    ['Knative', `apiVersion: serving.knative.dev/v1\nkind: Service\nspec: {template: {spec: {containers: [{image: x}]}}}`, ['Service spec.template.spec (?)']],
    ['a plain Service', 'apiVersion: v1\nkind: Service\nspec: {ports: []}', []],
    ['AdvancedCronJob', `apiVersion: apps.kruise.io/v1alpha1\nkind: AdvancedCronJob\nspec: {template: {jobTemplate: {spec: {template: {spec: {${C}}}}}}}`, ['AdvancedCronJob spec.template.jobTemplate.spec.template.spec (c)']],
    ['SidecarSet', `apiVersion: apps.kruise.io/v1alpha1\nkind: SidecarSet\nspec: {${C}}`, ['SidecarSet spec (c)']],
    ['Kubeflow', `apiVersion: kubeflow.org/v1\nkind: TFJob\nspec: {tfReplicaSpecs: {Worker: {template: {spec: {${C}}}}}}`, ['TFJob spec.tfReplicaSpecs.Worker.template.spec (c)']],
    ['an unknown kind by shape', `apiVersion: example.com/v1\nkind: Widget\nspec: {template: {metadata: {}, spec: {${C}}}}`, ['Widget spec.template.spec (c)']],
    ['a Deployment of somebody else by shape', `apiVersion: example.com/v1\nkind: Deployment\nspec: {podTemplate: {spec: {${C}}}}`, ['Deployment spec.podTemplate.spec (c)']],
    ['containers that are none', 'apiVersion: example.com/v1\nkind: Ship\nspec: {containers: [{weight: 3}]}', []],
    ['a pod without containers', 'apiVersion: v1\nkind: Pod\nspec: {hostPID: true}', ['Pod spec ()']],
    ['a kind written with quotes', `apiVersion: "v1"\nkind: 'Pod'\nspec: {${C}}`, ['Pod spec (c)']],
    ['no object at all', 'a: 1', []],
    ['a sequence', '- apiVersion: v1\n  kind: Pod', []],
    ['nothing', '', []],
  ]; // prettier-ignore
  for (const [name, text, expected] of cases) it(name, () => assert.deepEqual(pods(text), expected));

  it('walks lists of lists, and typed lists', () => {
    const pod = `{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {${C}}}`;
    assert.deepEqual(pods(`apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: List, items: [${pod}]}\n- ${pod}\n- 3\n`), [
      'Pod items.0.items.0.spec (c)',
      'Pod items.1.spec (c)',
    ]);
    assert.deepEqual(pods(`apiVersion: v1\nkind: PodList\nitems: [{spec: {${C}}}, ${pod}]`), [
      'Pod items.0.spec (c)',
      'Pod items.1.spec (c)',
    ]);
    assert.deepEqual(pods('apiVersion: v1\nkind: List\nitems: null'), []);
  });

  it('knows what was found by shape', () => {
    assert.equal(read(`apiVersion: e.com/v1\nkind: W\nspec: {${C}}`).podSpecs[0]?.byShape, true);
    assert.equal(read(`apiVersion: v1\nkind: Pod\nspec: {${C}}`).podSpecs[0]?.byShape, false);
  });

  it('reads the members of an object', () => {
    const text = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop, labels: {a: b}}\n';
    const object = read(text).objects[0];
    assert.ok(object);
    assert.deepEqual(
      [object.apiVersion, object.group, object.kind, object.name, object.namespace, object.known, object.labels?.get('a')?.key],
      ['apps/v1', 'apps', 'Deployment', 'web', 'shop', true, 'a'],
    );
    assert.equal(text.slice(object.nameSpan.start, object.nameSpan.end), 'web');
    const nameless = 'apiVersion: v1\nkind: Pod\n';
    const span = read(nameless).objects[0]?.nameSpan;
    assert.equal(span && nameless.slice(span.start, span.end), 'Pod');
  });
});

describe('readKubernetes: containers', () => {
  it('reads all three lists, and tells sidecars', () => {
    const text = `apiVersion: v1
kind: Pod
spec:
  initContainers:
  - {name: once, image: "x:1"}
  - {name: proxy, image: "x:1", restartPolicy: Always}
  containers:
  - {name: main, image: "x:1"}
  - just text
  ephemeralContainers:
  - {name: dbg, image: "x:1"}
`;
    const all = read(text).podSpecs[0]?.containers ?? [];
    assert.deepEqual(
      all.map((each) => [each.list, each.index, each.name, each.sidecar]),
      [['containers', 0, 'main', false], ['initContainers', 0, 'once', false], ['initContainers', 1, 'proxy', true], ['ephemeralContainers', 0, 'dbg', false]],
    ); // prettier-ignore
  });

  it('names each for a reader', () => {
    const items = ['name: main', 'name: "{{ .Chart.Name }}"', 'name: 7', 'image: "example.com:5000/shop/web:1@x"', 'args: [a]'];
    const text = `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n${items.map((item) => `  - ${item}\n`).join('')}`;
    const labels = read(text).podSpecs[0]?.containers.map(({ label }) => label);
    assert.deepEqual(labels, ['main', '"{{ .Chart.Name }}"', '7', 'web', 'containers']);
  });

  it('treats null as absent everywhere', () => {
    const one = container(
      'apiVersion: v1\nkind: Pod\nspec:\n  securityContext:\n  containers:\n  - name: c\n    image:\n    securityContext: {runAsNonRoot: null, capabilities: {add: null}}\n    resources: ~\n',
    );
    assert.equal(one.image, undefined);
    assert.equal(one.field('resources'), undefined);
    assert.equal(one.field('securityContext', 'runAsNonRoot'), undefined);
    assert.equal(one.field('securityContext', 'capabilities', 'add'), undefined);
    assert.ok(one.field('securityContext', 'capabilities'));
    assert.equal(one.pod.field('securityContext'), undefined);
    assert.equal(one.effective('runAsNonRoot'), undefined);
  });

  it('takes inherited settings from the pod, the others from the container alone', () => {
    const text =
      'apiVersion: v1\nkind: Pod\nspec:\n  securityContext: {runAsUser: 1, runAsGroup: 2, privileged: true}\n  containers:\n  - name: c\n    securityContext: {runAsUser: 3}\n';
    const one = container(text);
    const effective = (name: string): unknown => {
      const found = one.effective(name);
      return found && [found.level, found.entry.value.kind === 'scalar' && found.entry.value.value];
    };
    assert.deepEqual(effective('runAsUser'), ['container', 3]);
    assert.deepEqual(effective('runAsGroup'), ['pod', 2]);
    assert.equal(effective('privileged'), undefined);
  });

  it('reads values as Kubernetes does', () => {
    const text = `apiVersion: v1
kind: Pod
spec:
  hostPID: on
  containers:
  - &base
    name: a
    image: "x:1"
    securityContext: &sc {privileged: true, runAsUser: 0}
  - name: b
    securityContext: {<<: *sc, privileged: false}
  - name: c
    securityContext:
      privileged: false
      <<: *sc
  - <<: *base
    name: d
`;
    const model = read(text);
    assert.deepEqual(model.document.problems, []);
    const privileged = model.podSpecs[0]?.containers.map((each) => {
      const value = each.field('securityContext', 'privileged')?.value;
      return value?.kind === 'scalar' ? value.value : undefined;
    });
    assert.deepEqual(privileged, [true, false, true, true]);
    const hostPID = model.podSpecs[0]?.field('hostPID')?.value;
    assert.equal(hostPID?.kind === 'scalar' && hostPID.value, true);
    assert.equal(model.podSpecs[0]?.containers[3]?.image?.reference?.name, 'docker.io/library/x');
  });

  it('tells Windows by os.name alone', () => {
    assert.equal(read('apiVersion: v1\nkind: Pod\nspec: {os: {name: windows}}').podSpecs[0]?.windows, true);
    assert.equal(read('apiVersion: v1\nkind: Pod\nspec: {nodeSelector: {kubernetes.io/os: windows}}').podSpecs[0]?.windows, false);
  });

  it('reads image references, but not unknown ones', () => {
    const image = (value: string): unknown => {
      const found = container(`apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: c\n    image: ${value}\n`).image;
      return found?.reference ? [found.reference.name, found.reference.tag] : found?.invalid !== undefined ? 'invalid' : 'unknown';
    };
    assert.deepEqual(image('registry.example.com:5000/app'), ['registry.example.com:5000/app', undefined]);
    assert.deepEqual(image('app:1'), ['docker.io/library/app', '1']);
    assert.equal(image('App:1'), 'invalid');
    assert.equal(image('$(IMAGE)'), 'unknown');
    assert.equal(image('app:${TAG}'), 'unknown');
  });

  it('stands at the name, else the image, else the first key', () => {
    const place = (item: string): string => {
      const text = `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - ${item}\n`;
      const { nameSpan } = container(text);
      return text.slice(nameSpan.start, nameSpan.end);
    };
    assert.equal(place('image: x\n    name: web'), 'web');
    assert.equal(place('image: x'), 'x');
    assert.equal(place('ports: []'), 'ports');
  });
});

describe('readKubernetes: how much of an object is there', () => {
  const completeness = (text: string, given: Completeness = 'whole'): string[] =>
    read(text, given).objects.map((object) => object.completeness);
  const POD = `apiVersion: v1\nkind: Pod\nspec: {${C}}\n`;

  it('takes an object as its file is', () => {
    for (const given of ['whole', 'template', 'partial'] as const) assert.deepEqual(completeness(POD, given), [given]);
  });

  it('knows a patch by its directives, object by object', () => {
    const patch = 'apiVersion: v1\nkind: Pod\nspec: {containers: [{name: old, $patch: delete}]}';
    assert.deepEqual(completeness(patch), ['partial']);
    assert.deepEqual(
      completeness(`apiVersion: v1\nkind: List\nitems:\n- {${patch.replaceAll('\n', ', ')}}\n- {apiVersion: v1, kind: Pod}\n`),
      ['partial', 'whole'],
    );
  });

  it('does not take a small manifest for a patch', () => {
    assert.deepEqual(completeness('apiVersion: apps/v1\nkind: Deployment\nspec: {template: {spec: {containers: [{name: c}]}}}'), ['whole']);
  });

  it('trusts only what is present where the syntax is wrong', () => {
    assert.deepEqual(completeness('apiVersion: v1\nkind: Pod\nmetadata:\n\tname: a\nspec: {hostPID: true}\n'), ['partial']);
    assert.deepEqual(completeness('apiVersion: v1\nkind: Pod\nkind: Pod\n'), ['whole']);
  });

  it('reads a template', () => {
    const text =
      'apiVersion: {{ include "x" . }}\nkind: Deployment\nmetadata:\n  name: {{ .x }}\nspec:\n  template:\n    spec:\n      containers:\n      - name: {{ .y }}\n        image: "{{ .z }}"\n        securityContext:\n          {{- toYaml .s | nindent 10 }}\n';
    const model = read(text, 'template');
    assert.deepEqual(model.document.problems, []);
    const one = model.podSpecs[0]?.containers[0];
    assert.deepEqual([one?.name, one?.image?.reference, one?.image?.invalid], [undefined, undefined, undefined]);
    assert.ok(one?.field('securityContext'), 'what the template fills is not absent');
  });
});

describe('the table of kinds', () => {
  it('knows built-in kinds and where they live', () => {
    assert.equal(KUBERNETES_VERSION, NEWEST_KUBERNETES, 'the default target is the version of the table');
    assert.ok(isBuiltInKind('', 'Pod') && isBuiltInKind('apps', 'Deployment') && isBuiltInKind('rbac.authorization.k8s.io', 'ClusterRole'));
    assert.ok(isBuiltInKind('extensions', 'Ingress'));
    assert.ok(!isBuiltInKind('apps', 'Pod') && !isBuiltInKind('example.com', 'Widget'));
    assert.deepEqual(
      [isNamespacedKind('', 'Pod'), isNamespacedKind('', 'Namespace'), isNamespacedKind('x', 'Y')],
      [true, false, undefined],
    );
  });
});
