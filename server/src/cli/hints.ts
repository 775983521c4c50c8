// Looks at the folders around a manifest for a chart or a kustomization that it belongs to.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FileHints } from '../core/service-types.js';
import { CHART_NAME, KUSTOMIZATION_NAMES, chartFolders, patchesIn } from '../core/workspace/file-hints.js';
import { pathFrom, slashed } from './paths.js';

/** A larger kustomization is none that somebody wrote. In bytes. */
const MAX_KUSTOMIZATION = 1024 * 1024;

export class HintFinder {
  private readonly charts = new Map<string, boolean>();
  /** Paths of the patches that the kustomization of a folder lists, counted from that folder. */
  private readonly patches = new Map<string, ReadonlySet<string>>();

  /**
   * @param absolute the file
   * @param top absolute; the last folder upward that is searched for a kustomization
   */
  for(absolute: string, top: string): FileHints {
    if (!/\.ya?ml$/i.test(absolute)) return {};
    const inChart = chartFolders(slashed(absolute)).some((folder) => this.isChart(folder === '' ? '/' : folder));
    return { inChart, isPatch: this.isPatch(absolute, top) };
  }

  private isChart(folder: string): boolean {
    const known = this.charts.get(folder) ?? existsSync(join(folder, CHART_NAME));
    this.charts.set(folder, known);
    return known;
  }

  private isPatch(absolute: string, top: string): boolean {
    for (let folder = dirname(absolute); ; folder = dirname(folder)) {
      const path = pathFrom(folder, absolute);
      if (path !== undefined && this.patchesOf(folder).has(path)) return true;
      if (folder === top || dirname(folder) === folder) return false;
    }
  }

  private patchesOf(folder: string): ReadonlySet<string> {
    let known = this.patches.get(folder);
    if (!known) {
      known = readPatches(folder);
      this.patches.set(folder, known);
    }
    return known;
  }
}

function readPatches(folder: string): ReadonlySet<string> {
  for (const name of KUSTOMIZATION_NAMES) {
    const path = join(folder, name);
    try {
      const stats = statSync(path, { throwIfNoEntry: false });
      if (stats?.isFile() && stats.size <= MAX_KUSTOMIZATION) return patchesIn(readFileSync(path, 'utf8'), '');
    } catch {
      // A kustomization that cannot be read gives no hint; it is no file that was asked for.
    }
  }
  return new Set();
}
