# syntax=docker/dockerfile:1
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# The image brings its own Node 24, so the pinned one (an optional dependency) stays out.
RUN npm ci --omit=optional --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN node_modules/.bin/tsc -p tsconfig.build.json
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM ${NODE_IMAGE}
ENV NODE_ENV=production TUYAWATCH_LISTEN=0.0.0.0:9877 STATE_DIRECTORY=/var/lib/tuyawatch
WORKDIR /opt/tuyawatch
COPY --from=build /build/node_modules ./node_modules
COPY --from=build /build/dist ./dist
COPY package.json LICENSE ./
COPY catalog ./catalog
RUN mkdir -p /var/lib/tuyawatch && chown 65532:65532 /var/lib/tuyawatch
USER 65532:65532
VOLUME /var/lib/tuyawatch
EXPOSE 9877
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
  CMD ["node", "/opt/tuyawatch/dist/healthcheck.js"]
ENTRYPOINT ["node", "--enable-source-maps", "/opt/tuyawatch/dist/main.js"]
CMD ["run", "-c", "/etc/tuyawatch/tuyawatch.yaml"]
