# One image for both parts: `docker run … dotbridge` is the web part, `docker run … dotbridge npm run worker` a worker.
# Before a new version serves: `docker run … dotbridge npm run migrate`. With --read-only: docs/runbook.md, "The image".
FROM node:22-bookworm-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts \
  && rm -rf .next/cache node_modules/.cache && mkdir -p .next/cache node_modules/.cache \
  && chown node:node .next/cache node_modules/.cache

FROM node:22-bookworm-slim
WORKDIR /app
# npm neither asks outside for a newer one of itself nor keeps logs of its own.
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 NPM_CONFIG_UPDATE_NOTIFIER=false NPM_CONFIG_LOGS_MAX=0 PORT=3000 HOST=0.0.0.0
# What runs belongs to root and is not its own to change; the two caches are.
COPY --from=build /app ./
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/api/health/live').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["npm", "run", "web"]
