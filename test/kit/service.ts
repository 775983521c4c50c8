// The service as the tests use it: the formats straight from the sources, pages rendered on the spot.
import { createService } from '../../server/src/core/service.js';
import { nodeServiceHost } from '../../server/src/hosts/node-service-host.js';

export const service = createService(nodeServiceHost);
