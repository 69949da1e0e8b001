// One demo instance for all specs, on SQLite or, with LINLI_END2END_DATABASE, on PostgreSQL.
import { start } from "./server.ts";

export default async () => {
  let demo = "";
  let routes = "";
  const server = await start(process.env.LINLI_END2END_DATABASE, (run) => {
    demo = run(["demo", "--json"]);
    routes = run(["routes", "--json"]);
  });
  process.env.LINLI_END2END_URL = server.url;
  process.env.LINLI_END2END_DATA = server.data;
  process.env.LINLI_END2END_DEMO = demo;
  process.env.LINLI_END2END_ROUTES = routes;
  return server.end;
};
