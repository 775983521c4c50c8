import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import networkedBuildStep from './networked-build-step.js';

const file = (lines: string) => `FROM example.com/sdk:1\n${lines}\n`;

ruleSuite(networkedBuildStep, ({ flags, passes, fixes }) => {
  flags('go', file('RUN go mod download\n«RUN» CGO_ENABLED=0 go build -o /app ./cmd'), /^Dependencies are there already/, {
    severity: 'hint',
    equivalents: [],
    safety: 'unsafe',
  });
  flags('node', file('RUN npm ci\nCOPY . .\n«RUN» npm run build && rm -rf src\n«RUN» npm run build:css'));
  flags(
    'the others',
    file(
      'RUN cargo fetch && dotnet restore && mvn dependency:go-offline && yarn\n«RUN» cargo build --offline\n«RUN» dotnet publish --no-restore\n«RUN» mvn -o package\n«RUN» yarn build',
    ),
  );
  flags('ruby', file('RUN bundle cache\n«RUN» bundle install --local'), { equivalents: ['tally:ruby/prefer-network-none-install'] });
  flags('a parent stage', 'FROM a:1 AS x\nRUN go mod download\nFROM x\n«RUN» go build -o /app\n');
  flags('a heredoc', file('RUN go mod download\n«RUN» <<EOF\nset -e\ngo vet ./...\ngo build -o /app\nEOF'));
  flags(
    'one line in a whole file',
    'FROM node:24 AS build\r\nWORKDIR /app\r\nCOPY package*.json ./\r\nRUN --mount=type=cache,target=/root/.npm npm ci\r\nCOPY . .\r\n«RUN» npm run build \\\r\n  # lean\r\n && rm -rf src\r\nFROM nginx:1.30\r\nCOPY --from=build /app/dist /usr/share/nginx/html\r\n',
  );
  passes('a step that says so', file('RUN go mod download\nRUN --network=none go build -o /app'));
  passes('dependencies in the same step', file('RUN go mod download && go build -o /app'));
  passes('no dependencies', file('RUN go build -o /app\nRUN npm run build'));
  passes(
    'dependencies in a cache mount',
    file('RUN --mount=type=cache,target=/go/pkg/mod go mod download\nRUN --mount=type=cache,target=/go/pkg/mod go build'),
  );
  passes('another command', file('RUN go mod download\nRUN apt-get update && go build -o /app\nRUN go build && ./deploy.sh'));
  passes('forms that may fetch', file('RUN cargo fetch && dotnet restore\nRUN cargo build\nRUN dotnet publish\nRUN go install x.y/a@v1'));
  fixes(
    'the flag',
    'Switch the network off',
    file('RUN go mod download\nRUN --mount=type=cache,target=/c go build'),
    file('RUN go mod download\nRUN --mount=type=cache,target=/c --network=none go build'),
  );
});
