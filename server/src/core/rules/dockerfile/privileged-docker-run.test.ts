import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './privileged-docker-run.js';

const run = (script: string) => `FROM docker:29-cli\nRUN ${script}\n`;

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    '--privileged',
    run('docker run --rm «--privileged» alpine:3.24 id'),
    'A container with --privileged owns the host, devices and all: give it the one capability or device it needs',
    {
      severity: 'warning',
      equivalents: ['dockerfile_lint:privileged_run_container'],
    },
  );
  flags(
    'namespaces in both spellings',
    run('docker run «--pid=host» «--net host» «--network=host» «--ipc host» «--uts=host» «--userns=host» a'),
    'A container with --pid=host sees and reaches what is not its own on the host: leave the option out',
    /--net=host/,
  );
  flags(
    'the socket',
    run('docker run -v «/var/run/docker.sock»:/var/run/docker.sock a'),
    'Whoever reaches "/var/run/docker.sock" starts containers as root of the host: use a builder that needs no daemon',
  );
  flags(
    'the root and directories of the system',
    run(
      'podman run -v «/:/host:ro» a && nerdctl create --mount type=bind,source=«/etc»,target=/e a && docker container run --volume=«/proc/1»:/p a',
    ),
    'The container can change "/" of the host, and through it all the rest: mount only what it needs',
    /"\/etc"/,
    /"\/proc\/1"/,
  );
  flags('options of docker in front', run('docker -H unix:///x --context a run -d --name x -e A=b -p 80:80 «--privileged» a'));
  flags('bundled options, wrappers and sh -c', run('sudo sh -c "docker run -dit «--privileged» a"'));
  flags('CMD and ENTRYPOINT', 'FROM docker:29-cli\nENTRYPOINT ["docker", "run", «"--privileged"», "a"]\nCMD docker run «--pid host» a\n', {
    equivalents: [],
  });
  flags(
    'a heredoc and a trigger',
    'FROM docker:29-cli\nRUN <<EOF\ndocker create «--privileged» a\nEOF\nONBUILD RUN docker run «--privileged» a\n',
  );
  flags(
    'one line in a whole file',
    'FROM docker:29-dind\nRUN apk add --no-cache bash make\nCOPY ci /ci\nWORKDIR /ci\nRUN dockerd & sleep 5 \\\n && docker build -t shop . \\\n && docker run --rm -v «/run/docker.sock»:/run/docker.sock shop test\nCMD ["make"]\n',
  );
  passes('plain options', run('docker run --rm -v data:/data -v /srv/a:/a --net app --pid container:x --cap-add NET_ADMIN a'));
  passes('arguments of the container', run('docker run a --privileged --pid=host -v /:/x'));
  passes('--privileged=false', run('docker run --privileged=false a'));
  passes(
    'other commands',
    run('docker exec --privileged a id && docker build --network=host . && docker ps && echo docker run --privileged'),
  );
  passes('a volume without source, and a relative one', run('docker run -v /etc -v ./etc:/etc --mount type=volume,source=x,target=/ a'));
});
