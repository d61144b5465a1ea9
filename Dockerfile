FROM node:20-bookworm-slim AS build
WORKDIR /inlay
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build && npm run prune:runtime

FROM node:20-bookworm-slim
ENV NODE_ENV=production
WORKDIR /inlay
COPY --from=build /inlay/package.json ./
COPY --from=build /inlay/node_modules ./node_modules
COPY --from=build /inlay/models/zoo ./models/zoo
COPY --from=build /inlay/dist ./dist
RUN ln -s /inlay/dist/inlay.js /usr/local/bin/inlay && mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8545
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8545/health').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["inlay"]
CMD ["node", "--host", "0.0.0.0", "--db", "/data", "--durability", "disk"]
