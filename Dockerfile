# One image for the web process and the commands; compose.yaml runs it beside PostgreSQL.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 DATA_DIR=/data
RUN useradd --create-home --uid 10001 factcheck && install -d -o factcheck -m 700 /data
WORKDIR /srv/factcheck
COPY pyproject.toml constraints.txt README.md manage.py ./
COPY factcheck ./factcheck
COPY claims ./claims
COPY seeds ./seeds
RUN pip install -c constraints.txt -e '.[postgres]'
USER factcheck
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "factcheck.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4"]
