FROM pytorch/pytorch:2.9.0-cuda13.0-cudnn9-runtime
ENV PIP_NO_CACHE_DIR=1 PYTHONUNBUFFERED=1 HF_HOME=/models
WORKDIR /workspace
COPY requirements.txt .
RUN pip install --require-hashes -r requirements.txt
COPY --chown=10001:0 serve.py ./
RUN mkdir -p /models && chown 10001:0 /models && chmod g+rwX /models
USER 10001
EXPOSE 8000
CMD ["python", "serve.py"]
