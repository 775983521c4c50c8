FROM quay.io/ansible/ansible-runner:stable-2.12-latest
COPY requirements.yml /tmp/requirements.yml
RUN ansible-galaxy collection install -r /tmp/requirements.yml
