import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './privileged-port-as-non-root.js';

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'a low port',
    'FROM alpine:3.24\nEXPOSE «80» «443/udp» 8080\nUSER 10001\n',
    'Some runtimes let only root, not "10001", listen on 80: use a port above 1023',
    { severity: 'hint' },
  );
  flags('a range and a variable', 'FROM alpine:3.24\nARG P=443\nEXPOSE «80-85» «$P»\nUSER app\n');
  flags('a user of the base image', 'FROM nginxinc/nginx-unprivileged:1.30\nEXPOSE «80»\n');
  flags('a stage it is built on', 'FROM alpine:3.24 AS base\nEXPOSE «80»\nFROM base\nUSER 10001\n');
  flags(
    'one in a whole file',
    'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\nFROM gcr.io/distroless/static-debian13\nCOPY --from=build /app /app\nEXPOSE «80»\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
  );
  passes('root', 'FROM alpine:3.24\nEXPOSE 80\n');
  passes('high ports', 'FROM alpine:3.24\nEXPOSE 8080 1024\nUSER 10001\n');
  passes('setcap', 'FROM alpine:3.24\nRUN setcap cap_net_bind_service=+ep /app\nEXPOSE 80\nUSER 10001\n');
  passes('a note', 'FROM alpine:3.24\n# needs ip_unprivileged_port_start=0\nEXPOSE 80\nUSER 10001\n');
  passes('a user that is not known', 'FROM alpine:3.24\nARG U\nEXPOSE 80\nUSER $U\n'.replace('alpine:3.24', 'registry.corp.dev/a:1'));
});
