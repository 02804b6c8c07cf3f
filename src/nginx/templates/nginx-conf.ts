/** A complete `nginx.conf` for a container: any user, read-only root, `/tmp` to write to. `daemon off` is for the command line. */
export const nginxConf = `{{#each provenance}}
# {{comment this}}
{{/each}}
worker_processes auto;
# A call holds two connections: to the client and to the server.
worker_rlimit_nofile 8192;
worker_shutdown_timeout {{word shutdownSeconds}}s;
pid /tmp/nginx.pid;
error_log {{quote logs.error}} warn;

events {
    worker_connections 4096;
}

http {
    client_body_temp_path /tmp/client_body;
    proxy_temp_path /tmp/proxy;
    fastcgi_temp_path /tmp/fastcgi;
    uwsgi_temp_path /tmp/uwsgi;
    scgi_temp_path /tmp/scgi;
    keepalive_timeout 75s;
    client_header_timeout 30s;

    {{> site}}
}
`;
