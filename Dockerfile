# Nod’s server with the built app. compose.yaml starts it behind Caddy; by itself:
#   docker build -t nod-server . && docker run -p 4400:4400 -v nod-data:/var/lib/nod -e NOD_ORIGIN=… -e NOD_VAPID_SUBJECT=… nod-server
# Nothing secret is in any layer: keys are made in the volume, settings come from the environment.
FROM node:22-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run pack nod-server
# The package brings npm-shrinkwrap.json, so what runs are the versions, by their hashes, that were tested.
RUN mkdir /opt/nod-server && tar -xzf dist/packages/nod-server-*.tgz -C /opt/nod-server --strip-components=1
RUN cd /opt/nod-server && npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:22-bookworm-slim
# A number of its own, so that a folder of the host which is mounted in place of the volume can be given to it.
RUN groupadd --system --gid 10440 nod && useradd --system --uid 10440 --gid nod --home-dir /var/lib/nod --shell /usr/sbin/nologin nod
RUN install -d -o nod -g nod -m 0700 /var/lib/nod
COPY --from=build /opt/nod-server /opt/nod-server
RUN ln -s /opt/nod-server/bin/nod-server.mjs /usr/local/bin/nod-server
ENV NODE_ENV=production NOD_DATA_DIR=/var/lib/nod NOD_PORT=4400
# It writes nowhere else: the rest may be read-only.
VOLUME /var/lib/nod
WORKDIR /var/lib/nod
USER nod
EXPOSE 4400
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.NOD_PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["nod-server", "serve"]
