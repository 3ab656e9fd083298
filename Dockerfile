# syntax=docker/dockerfile:1
# What it runs on. Anything with Node 24.15 or newer: with a distroless image also --build-arg NODE_BIN=/nodejs/bin/node
ARG NODE_IMAGE=node:24-bookworm-slim
# What it is built with: npm and a shell. Its output is JavaScript, the same for amd64 and arm64.
ARG BUILD_IMAGE=node:24-bookworm-slim

FROM ${BUILD_IMAGE} AS build
ARG NODE_BIN=/usr/local/bin/node
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# With its optional dependencies: the compiler is one, a binary for this machine.
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN node_modules/.bin/tsc -p tsconfig.build.json
# What only editors, bundlers and authors read goes; the licences of the dependencies stay where they are.
RUN npm prune --omit=dev --omit=optional --ignore-scripts \
 && find node_modules -type f \( -name '*.ts' -o -name '*.cts' -o -name '*.mts' -o -name '*.map' \) -delete \
 && find node_modules -type d \( -name test -o -name benchmarks \) -prune -exec rm -r {} + \
 && find node_modules -type d -empty -delete \
 && mkdir -p /image/opt/tuyawatch/bin /image/var/lib/tuyawatch \
 && ln -s "$NODE_BIN" /image/opt/tuyawatch/bin/node \
 && cp -R node_modules dist package.json /image/opt/tuyawatch/
COPY LICENSE /image/opt/tuyawatch/
COPY catalog/compiled.json catalog/*.yaml /image/opt/tuyawatch/catalog/

FROM ${NODE_IMAGE}
ARG REVISION=unknown
ENV NODE_ENV=production TUYAWATCH_REVISION=${REVISION} TUYAWATCH_LISTEN=0.0.0.0:9877 STATE_DIRECTORY=/var/lib/tuyawatch
COPY --from=build /image/opt /opt
COPY --from=build --chown=65532:65532 /image/var/lib/tuyawatch /var/lib/tuyawatch
USER 65532:65532
VOLUME /var/lib/tuyawatch
EXPOSE 9877
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
  CMD ["/opt/tuyawatch/bin/node", "/opt/tuyawatch/dist/healthcheck.js"]
# A small nursery for V8: see src/lean.ts, which would start the program anew without it.
ENTRYPOINT ["/opt/tuyawatch/bin/node", "--max-semi-space-size=1", "/opt/tuyawatch/dist/main.js"]
CMD ["run", "-c", "/etc/tuyawatch/tuyawatch.yaml"]
