/** Everything of one site that stands inside `http {}`. */
export const site = `{{#if dollar}}
# nginx cannot escape this character.
geo \${{word dollar}} {
    default "$";
}
{{/if}}
# Who may ask: names and origins that are known.
map $http_host \${{word v.host}} {
    default 0;
    {{quote hostPattern}} 1;
}
map \${{word v.host}} \${{word v.knownhost}} {
    default "";
    1 $http_host;
}
map $http_origin \${{word v.origin}} {
    default {{word originDefault}};
    "" 1;
    {{#each originPatterns}}
    {{quote this}} 1;
    {{/each}}
}
{{#if tokensFile}}

# Bearer tokens; the file is written when the stack is applied and belongs into no repository.
map $http_authorization \${{word v.caller}} {
    default "";
    include {{quote tokensFile}};
}
{{/if}}

# What is asked. Headers say it from 2026-07-28 on; where a server holds them against the body they can be relied on.
map $http_mcp_protocol_version \${{word v.modern}} {
    default 0;
    "~^(?:2026-(?:07-(?:2[89]|3[01])|0[89]-[0-9][0-9]|1[0-2]-[0-9][0-9])|20(?:2[7-9]|[3-9][0-9])-[0-9][0-9]-[0-9][0-9])$" 1;
}
map "\${{word v.verified}} $request_method \${{word v.modern}} $http_mcp_method" \${{word v.stream}} {
    default "";
    "~^[01] GET " 1;
    "~^1 POST 1 subscriptions/listen$" 1;
}
map "\${{word v.verified}} $request_method \${{word v.modern}} $http_mcp_method" \${{word v.counted}} {
    default "";
    "~^1 POST 1 (?:initialize|server/discover|ping|subscriptions/listen|notifications/(?:initialized|cancelled))$" "";
    "~^[01] POST " 1;
}
{{#each policies}}
map "$http_mcp_method $http_mcp_name" \${{word variable}} {
    default pass;
    {{#each patterns}}
    {{quote pattern}} {{word verdict}};
    {{/each}}
}
{{/each}}
{{#each quotas}}
map "\${{word @root.v.modern}} $http_mcp_method $http_mcp_name" \${{word variable}} {
    default "";
    {{#each patterns}}
    {{quote pattern}} {{quote value}};
    {{/each}}
}
{{/each}}

# What answers carry.
map "\${{word v.origin}} $http_origin" \${{word v.cors}} {
    default "";
    "~^1 ." $http_origin;
}
map \${{word v.cors}} \${{word v.vary}} {
    default Origin;
    "" "";
}
map \${{word v.cors}} \${{word v.exposed}} {
    default "mcp-session-id, mcp-protocol-version, www-authenticate";
    "" "";
}
map $request_method \${{word v.preflight}} {
    default "";
    OPTIONS "GET, POST, DELETE";
}
map "$request_method $http_access_control_request_headers" \${{word v.preflightheaders}} {
    default "";
    "~^OPTIONS ." $http_access_control_request_headers;
}
map "$status $upstream_status" \${{word v.retry}} {
    default "";
    "~^429 $" \${{word v.wait}};
}
map "$status $upstream_status" \${{word v.allow}} {
    default "";
    "~^405 $" \${{word v.methods}};
}
map "$status $upstream_status" \${{word v.challenge}} {
    default "";
    "~^401 $" 'Bearer realm="mcpc"';
}
map $http_x_request_id \${{word v.requestid}} {
    default $request_id;
    "~^[A-Za-z0-9._-]+$" $http_x_request_id;
}

# What is logged: neither headers with credentials, nor queries, nor what users put into addresses.
map $request_uri \${{word v.path}} {
    default "";
    "~^(?<captured_path>[^?]*)" $captured_path;
}
map $http_mcp_name \${{word v.name}} {
    default "";
    "~^(?<captured_scheme>[A-Za-z][A-Za-z0-9+.-]*://)(?:[^/?#]*@)?(?<captured_rest>[^?#]*)" $captured_scheme$captured_rest;
    "~^(?<captured_name>[^?#]*)" $captured_name;
}
map $status \${{word v.status}} {
    default 0;
    "~^[1-9]" $status;
}
log_format {{word logFormat}} escape=json '{"time":"$time_iso8601","id":"\${{word v.requestid}}","client":"$remote_addr","host":"$host","method":"$request_method","path":"\${{word v.path}}",'
    '"status":\${{word v.status}},"bytes":$bytes_sent,"seconds":$request_time,"server":"\${{word v.server}}","mcp_method":"$http_mcp_method","mcp_name":"\${{word v.name}}",'
    '"mcp_version":"$http_mcp_protocol_version","upstream":"$upstream_addr","upstream_status":"$upstream_status","upstream_seconds":"$upstream_response_time"}';
{{#each zones}}
{{word directive}} \${{word key}} zone={{word zone}}:64k{{#if rate}} rate={{word rate}}{{/if}};
{{/each}}
{{#each upstreams}}

upstream {{word name}} {
    zone {{word name}} 256k;
    {{#if method}}
    {{word method}};
    {{/if}}
    {{#if sticky}}
    sticky learn create=$upstream_http_mcp_session_id lookup=$http_mcp_session_id zone={{word sticky}}:1m timeout=2h header;
    {{/if}}
    {{#each servers}}
    server {{word address}}{{#if resolve}} resolve{{/if}} max_fails=3 fail_timeout=10s;
    {{/each}}
    {{#if resolver}}
    resolver {{word resolver}} valid=1s;
    {{/if}}
    # Servers close idle connections after five seconds or later: nginx comes first.
    keepalive 32;
    keepalive_timeout 4s;
}
{{/each}}

server {
    {{#each listen}}
    listen {{word this}}{{#if @root.tls}} ssl{{#if @root.http2Word}} http2{{/if}}{{/if}};
    {{/each}}
    {{#if http2}}
    http2 on;
    {{/if}}
    server_name{{#each serverNames}} {{quote this}}{{/each}};
    server_tokens off;
    {{#if tls}}

    ssl_certificate {{quote tls.certificate}};
    ssl_certificate_key {{quote tls.key}};
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_cache shared:{{word sessionCache}}:1m;
    ssl_session_timeout 1d;
    ssl_session_tickets off;
    {{/if}}

    access_log {{quote logs.access}} {{word logFormat}};
    error_log {{quote logs.error}} warn;
    limit_req_log_level info;
    limit_conn_log_level info;
    limit_req_status 429;
    limit_conn_status 429;

    default_type application/json;
    client_body_timeout 30s;
    {{#if keepsIdle}}
    # After a reload a client that is about to send may still do so.
    keepalive_min_timeout 5s;
    {{/if}}
    gzip off;
    proxy_http_version 1.1;
    proxy_buffering off;
    proxy_cache off;
    # What the client says is passed on as it was looked at here: once, and without where it came from.
    {{> headers hostHeader=knownHost}}
    # A server behind must not choose what nginx does with its answer.
    proxy_ignore_headers X-Accel-Redirect X-Accel-Expires X-Accel-Limit-Rate X-Accel-Buffering X-Accel-Charset;
    proxy_hide_header Access-Control-Allow-Origin;
    proxy_hide_header Access-Control-Expose-Headers;
    proxy_connect_timeout 5s;
    # A connection that is refused moves on to the next replica. A POST that was sent is never sent again.
    proxy_next_upstream error timeout;
    proxy_next_upstream_tries 2;
    {{#if verifies}}
    proxy_ssl_server_name on;
    proxy_ssl_verify on;
    proxy_ssl_verify_depth 3;
    proxy_ssl_trusted_certificate {{quote authorities}};
    {{/if}}
    {{#if resolver}}
    resolver {{word resolver}} valid=1s;
    {{/if}}

    # All in one place: one such line further in would put out all of these.
    {{#if hsts}}
    add_header Strict-Transport-Security "max-age=31536000" always;
    {{/if}}
    add_header Access-Control-Allow-Origin \${{word v.cors}} always;
    add_header Access-Control-Expose-Headers \${{word v.exposed}} always;
    add_header Access-Control-Allow-Methods \${{word v.preflight}} always;
    add_header Access-Control-Allow-Headers \${{word v.preflightheaders}} always;
    add_header Vary \${{word v.vary}} always;
    add_header Retry-After \${{word v.retry}} always;
    add_header Allow \${{word v.allow}} always;
    {{#if tokensFile}}
    add_header WWW-Authenticate \${{word v.challenge}} always;
    {{/if}}
    add_header Mcpc-Configuration \${{word v.configuration}} always;

    error_page 413 @too_long;
    error_page 429 @too_many;
    error_page 502 @gone;
    error_page 504 @late;

    set \${{word v.server}} "";
    set \${{word v.verified}} 0;
    set \${{word v.wait}} 1;
    set \${{word v.methods}} "GET, POST, DELETE, OPTIONS";
    if (\${{word v.host}} = 0) {
        return 403 {{quote refusals.badHost}};
    }
    if (\${{word v.origin}} = 0) {
        return 403 {{quote refusals.badOrigin}};
    }
    if ($request_method = OPTIONS) {
        return 204;
    }

    location = /healthz {
        access_log off;
        return 200 '{"status":"ok"}';
    }
    {{#each routes}}

    {{> route}}
    {{/each}}

    location / {
        {{#if tokensFile}}
        if (\${{word v.caller}} = "") {
            return 401 {{quote refusals.noToken}};
        }
        {{/if}}
        return 404 {{quote refusals.noPath}};
    }
    location @too_long {
        return 413 {{quote refusals.tooLong}};
    }
    location @too_many {
        return 429 {{quote refusals.tooMany}};
    }
    location @gone {
        return 502 {{quote refusals.gone}};
    }
    location @late {
        return 504 {{quote refusals.late}};
    }
}

# Which configuration answers; last, so that whoever compares two sees first what else is different.
map $uri \${{word v.configuration}} {
    default "";
    /healthz {{word marker}};
}
`;
