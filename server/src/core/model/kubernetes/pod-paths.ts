// Where the kinds that start pods keep their pod templates.

/** `*` stands for every item of a list or every value of a mapping. The path leads to what holds `metadata` and `spec`. */
type TemplatePath = readonly string[];

export interface PodKind {
  /** API groups in which the kind means this; absent = whatever the group. */
  readonly groups: readonly string[];
  readonly kinds: readonly string[];
  readonly templates: readonly TemplatePath[];
}

const APPS = ['apps', 'extensions', 'apps.kruise.io', 'apps.openshift.io', ''];

export const POD_KINDS: readonly PodKind[] = [
  { groups: [''], kinds: ['Pod'], templates: [[]] },
  { groups: [''], kinds: ['PodTemplate'], templates: [['template']] },
  { groups: [''], kinds: ['ReplicationController'], templates: [['spec', 'template']] },
  { groups: APPS, kinds: ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'], templates: [['spec', 'template']] },
  { groups: ['batch', 'extensions'], kinds: ['Job'], templates: [['spec', 'template']] },
  { groups: ['batch'], kinds: ['CronJob', 'ScheduledJob'], templates: [['spec', 'jobTemplate', 'spec', 'template']] },
  { groups: ['batch'], kinds: ['JobTemplate'], templates: [['template', 'spec', 'template']] },
  { groups: ['apps.openshift.io', ''], kinds: ['DeploymentConfig'], templates: [['spec', 'template']] },
  { groups: ['argoproj.io'], kinds: ['Rollout'], templates: [['spec', 'template']] },
  { groups: ['argoproj.io'], kinds: ['Experiment'], templates: [['spec', 'templates', '*', 'template']] },
  { groups: ['serving.knative.dev'], kinds: ['Service', 'Configuration'], templates: [['spec', 'template']] },
  { groups: ['serving.knative.dev'], kinds: ['Revision'], templates: [[]] },
  { groups: ['apps.kruise.io'], kinds: ['CloneSet', 'BroadcastJob'], templates: [['spec', 'template']] },
  {
    groups: ['apps.kruise.io'],
    kinds: ['AdvancedCronJob'],
    templates: [
      ['spec', 'template', 'jobTemplate', 'spec', 'template'],
      ['spec', 'template', 'broadcastJobTemplate', 'spec', 'template'],
    ],
  },
  {
    groups: ['apps.kruise.io'],
    kinds: ['UnitedDeployment'],
    templates: ['statefulSetTemplate', 'advancedStatefulSetTemplate', 'cloneSetTemplate', 'deploymentTemplate'].map((name) => [
      'spec',
      'template',
      name,
      'spec',
      'template',
    ]),
  },
  { groups: ['apps.kruise.io'], kinds: ['SidecarSet'], templates: [[]] },
  {
    groups: ['agents.x-k8s.io', 'extensions.agents.x-k8s.io'],
    kinds: ['Sandbox', 'SandboxTemplate'],
    templates: [['spec', 'podTemplate']],
  },
  { groups: ['keda.sh'], kinds: ['ScaledJob'], templates: [['spec', 'jobTargetRef', 'template']] },
  { groups: ['jobset.x-k8s.io'], kinds: ['JobSet'], templates: [['spec', 'replicatedJobs', '*', 'template', 'spec', 'template']] },
  {
    groups: ['leaderworkerset.x-k8s.io'],
    kinds: ['LeaderWorkerSet'],
    templates: [
      ['spec', 'leaderWorkerTemplate', 'leaderTemplate'],
      ['spec', 'leaderWorkerTemplate', 'workerTemplate'],
    ],
  },
  { groups: ['batch.volcano.sh'], kinds: ['Job'], templates: [['spec', 'tasks', '*', 'template']] },
  {
    groups: ['kubeflow.org'],
    kinds: ['TFJob', 'PyTorchJob', 'MPIJob', 'XGBoostJob', 'PaddleJob', 'JAXJob'],
    templates: ['tfReplicaSpecs', 'pytorchReplicaSpecs', 'mpiReplicaSpecs', 'xgbReplicaSpecs', 'paddleReplicaSpecs', 'jaxReplicaSpecs'].map(
      (name) => ['spec', name, '*', 'template'],
    ),
  },
];

/** Keys that lead from an unknown object to a pod by shape, in the order they are tried. */
export const SHAPE_KEYS: readonly string[] = ['spec', 'template', 'jobTemplate', 'podTemplate'];

const byKind = new Map<string, readonly TemplatePath[]>();
for (const row of POD_KINDS) for (const group of row.groups) for (const kind of row.kinds) byKind.set(`${group}/${kind}`, row.templates);

/** Where a kind keeps its pods; absent when it is not known to have any. A group that cannot be known (a template) fits any. */
export function templatePathsOf(group: string | undefined, kind: string): readonly TemplatePath[] | undefined {
  if (group !== undefined) return byKind.get(`${group}/${kind}`);
  return POD_KINDS.find((row) => row.kinds.includes(kind))?.templates;
}
