# Charter in one image: every role, chosen by CHARTER_ROLE or --role.
FROM node:20.19.5-bookworm-slim AS build
WORKDIR /charter
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts \
  && find dist -name '*.spec.*' -delete && rm -rf dist/test dist/bench

FROM node:20.19.5-bookworm-slim
ENV NODE_ENV=production CHARTER_HOST=0.0.0.0 CHARTER_PORT=3000 CHARTER_DATA=/data
WORKDIR /charter
COPY --from=build /charter/package.json ./
COPY --from=build /charter/node_modules ./node_modules
COPY --from=build /charter/dist ./dist
COPY --from=build /charter/services ./services
COPY --from=build /charter/web ./web
RUN install -d -o node -g node -m 700 /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.CHARTER_PORT + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps", "--max-semi-space-size=64", "dist/scripts/charter.js"]
CMD ["start"]
