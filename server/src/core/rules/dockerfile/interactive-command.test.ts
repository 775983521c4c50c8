import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import interactiveCommand from './interactive-command.js';

const debian = (run: string) => `FROM debian:trixie-slim\nRUN ${run}\n`;
const alpine = (run: string) => `FROM alpine:3.24\nRUN ${run}\n`;

ruleSuite(interactiveCommand, ({ flags, passes, fixes, offersNoFix }) => {
  flags('pacman', debian('«pacman» -S curl'), '"pacman" asks a question here, and no build can answer: add --noconfirm', {
    severity: 'info',
    equivalents: [],
    safety: 'safe',
  });
  flags('pacman that removes', debian('«pacman» -Rns curl && «pacman» -Syu'));
  flags('conda and its kin', debian('«conda» install numpy && «mamba» create -n a && «micromamba» clean --all'), /^"conda install" asks/, {
    equivalents: [],
  });
  flags('sdkmanager', debian('«sdkmanager» "platforms;android-36"'), /pipe yes into it$/);
  flags('passwd', debian('«passwd» root'));
  flags('adduser on Debian', debian('«adduser» app'), /use useradd$/);
  flags('adduser on Debian without names', debian('«adduser» --disabled-password app'), /add --gecos ""$/);
  flags('adduser on Alpine', alpine('«adduser» -u 1000 app'), /add -D$/);
  flags('ssh and scp', alpine('«ssh» a@example.com true && «scp» a@example.com:/x .'));
  flags('read -p', alpine('«read» -p "Name: " name'));
  flags(
    'one line in a whole file',
    'FROM continuumio/miniconda3:25.7\nCOPY environment.yml .\nRUN conda env update -f environment.yml \\\n && «conda» install \\\n      numpy \\\n && conda clean -afy\nUSER 1000\nCMD ["python", "a.py"]\n',
  );
  for (const run of [
    'pacman -S --noconfirm curl',
    'pacman -Ss curl; pacman -Si curl; pacman -Q',
    'yes | pacman -S curl',
    'conda install -y numpy && conda clean -afy && conda env create -f e.yml && conda list',
    'CONDA_ALWAYS_YES=1 conda install numpy',
    'conda config --set always_yes yes && conda install numpy',
    'add-apt-repository ppa:a/b',
    'yes | sdkmanager --licenses && sdkmanager "platforms;android-36"',
    'sdkmanager --list',
    'echo a | passwd --stdin root; passwd -l root; passwd -d root',
    'echo "a\\na" | passwd root',
    'adduser --disabled-password --gecos "" app && adduser --system web && adduser app web',
    'ssh-keyscan example.com >> ~/.ssh/known_hosts && ssh a@example.com true',
    'ssh -o StrictHostKeyChecking=accept-new a@example.com true',
    'while read -r line; do echo $line; done < list',
    'npx playwright install',
    'echo pacman -S curl',
  ])
    passes(run, debian(run));
  passes('adduser -D and -S on Alpine', alpine('adduser -D app && adduser -S -G app web && adduser -HD x && adduser app web'));
  passes('adduser on a base that is not known', 'FROM example.com/base:1\nRUN adduser app\n');
  passes('a setting of conda', 'FROM debian\nENV CONDA_ALWAYS_YES=true\nRUN conda install numpy\n');
  passes('known hosts that are copied in', 'FROM alpine\nCOPY known_hosts /root/.ssh/known_hosts\nRUN scp a@example.com:/x .\n');
  fixes('conda', 'Add -y', debian('conda install numpy'), debian('conda install -y numpy'));
  fixes('adduser', 'Add -D', alpine('adduser -u 1000 app'), alpine('adduser -D -u 1000 app'));
  fixes(
    'adduser on Debian',
    'Add --disabled-password',
    debian('adduser --gecos "" app'),
    debian('adduser --disabled-password --gecos "" app'),
  );
  fixes('pacman through sudo', 'Add --noconfirm', debian('sudo pacman -S a'), debian('sudo pacman -S --noconfirm a'));
  offersNoFix('for passwd', debian('passwd root'));
});
