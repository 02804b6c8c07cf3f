import { expect, it } from "vitest";
import { forAnyMachine } from "../../src/nginx/for-any-machine.ts";

it("leaves nothing that only the machine has that a configuration is written for, and every line in its place", () => {
  const written = [
    "    server tasks-1:8080 resolve max_fails=3;",
    "    server Weather.example.com:443 max_fails=3;",
    "    server 10.0.0.7:8101;",
    "server {",
    '    server_name "mcp.example.com";',
    '    ssl_certificate "/etc/tls/it\'s; here.pem";',
    '    ssl_certificate_key "/etc/tls/key.pem";',
    '    access_log "/var/log/nginx/a.log" team.log;',
    "        access_log off;",
    '    error_log "/dev/stderr" warn;',
    '    include "/etc/nginx/conf.d/mcpc-team.tokens";',
    "    # a server here:1 is only told of",
  ].join("\n");
  expect(forAnyMachine(written)).toMatchInlineSnapshot(`
    "    server 127.0.0.1:8080 resolve max_fails=3;
        server 127.0.0.1:443 max_fails=3;
        server 127.0.0.1:8101;
    server {
        server_name "mcp.example.com";
        ssl_certificate data:$host;
        ssl_certificate_key data:$host;
        access_log "/dev/null" team.log;
            access_log off;
        error_log "/dev/null" warn;
        # include
        # a server here:1 is only told of"
  `);
});
