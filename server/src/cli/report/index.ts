// Makes the reporter of a format; only the code of that format is run.
import type { FormatName } from '../commands.js';
import type { ReportContext, Reporter } from './types.js';

export async function reporterFor(format: FormatName, context: ReportContext): Promise<Reporter> {
  switch (format) {
    case 'text': {
      const [{ textReporter }, { palette }] = await Promise.all([import('./text.js'), import('./colors.js')]);
      return textReporter(context, await palette(context.colors));
    }
    case 'compact':
      return (await import('./compact.js')).compactReporter(context);
    case 'json':
      return (await import('./json.js')).jsonReporter(context);
    case 'sarif':
      return (await import('./sarif.js')).sarifReporter(context);
    case 'github':
      return (await import('./github.js')).githubReporter(context);
    case 'junit':
      return (await import('./junit.js')).junitReporter(context);
  }
}
