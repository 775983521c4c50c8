// Image references by the grammar of the distribution project, from wherever they come.

export interface ImageReference {
  /** Host with port as written: "localhost:5000"; absent means Docker Hub. */
  readonly registry: string | undefined;
  /** Path without registry as written: "library/nginx", "nginx". */
  readonly path: string;
  readonly tag: string | undefined;
  /** With its algorithm: "sha256:…". */
  readonly digest: string | undefined;
  /** Docker Hub's short names written out: "docker.io/library/nginx". Without tag and digest. */
  readonly name: string;
}
