# wamon's image, in two stages; docs/container.md is its manual.
#
#   docker build --target runtime --build-arg BUILD_BASE=… --build-arg RUNTIME_BASE=… -t wamon .
#
# BUILD_BASE is Debian 12 or newer with a Swift toolchain (6.2 or newer) and a C++ compiler, RUNTIME_BASE the same Debian, slim, with
# Node.js: what is linked there must find its C library here.
ARG BUILD_BASE=wamon-build
ARG RUNTIME_BASE=node-slim

FROM ${BUILD_BASE} AS build
# make itself installs the rest.
RUN apt-get update && apt-get install -y --no-install-recommends make
WORKDIR /src
COPY . .
RUN make install DESTDIR=/out

FROM ${RUNTIME_BASE} AS runtime
COPY --from=build /out/ /
# The user the official Node.js images have, where the base has none. wamon's folder is that user's alone; services
# and their logs are below /app.
RUN id node >/dev/null 2>&1 || useradd --uid 1000 --user-group --create-home --shell /bin/bash node; \
    install -d -m 700 -o node -g node /run/wamon; install -d -o node -g node /app /app/logs
# `docker exec` brings no locale and perhaps another HOME: it finds wamon by these two.
ENV LANG=C.UTF-8 WAMON_HOME=/run/wamon
WORKDIR /app
USER node
# 0 when every service passes its probe. The same words as in the ecosystem file.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["wamon", "health"]
# SIGTERM ends every service as its kill_timeout says; then it exits with 0.
STOPSIGNAL SIGTERM
ENTRYPOINT ["wamon", "run"]
# The ecosystem file in /app, by any of its names; another one: CMD ["other.config.js"].
CMD []
