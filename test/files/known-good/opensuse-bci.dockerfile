FROM registry.suse.com/bci/bci-base:15.7
RUN zypper --non-interactive install --no-recommends python311 && zypper clean --all
COPY app.py /app.py
USER 10001
ENTRYPOINT ["python3.11", "/app.py"]
