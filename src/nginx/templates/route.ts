/** The locations of one MCP server: calls, streams, and what it tells about itself. */
export const route = `location = {{quote path}} {
    set \${{word @root.v.server}} {{word name}};
    {{#if verified}}
    set \${{word @root.v.verified}} 1;
    {{/if}}
    {{#if retryAfter}}
    set \${{word @root.v.wait}} {{word retryAfter}};
    {{/if}}
    {{#if postOnly}}
    set \${{word @root.v.methods}} "POST, OPTIONS";
    {{/if}}
    {{#if @root.tokensFile}}
    if (\${{word @root.v.caller}} = "") {
        return 401 {{quote @root.refusals.noToken}};
    }
    {{/if}}
    if ($request_method !~ {{quote methods}}) {
        return 405 {{quote @root.refusals.badMethod}};
    }
    {{#if policy}}
    # What is allowed is told by headers, which nothing vouches for in older revisions.
    if (\${{word @root.v.modern}} = 0) {
        return 400 {{quote @root.refusals.notModern}};
    }
    if (\${{word policy}} = deny) {
        return 403 {{quote @root.refusals.hiddenTool}};
    }
    {{/if}}
    if (\${{word @root.v.stream}}) {
        rewrite ^ {{quote stream}} last;
    }
    {{#each limits}}
    {{word directive}} {{#if isRate}}zone={{word zone}}{{#if burst}} burst={{word burst}} nodelay{{/if}}{{else}}{{word zone}} {{word most}}{{/if}};
    {{/each}}
    client_max_body_size {{word bodyBytes}};
    proxy_read_timeout {{word timeoutMs}}ms;
    proxy_send_timeout {{word timeoutMs}}ms;
    {{> proxyTo proxy}}
}
{{#if slashed}}
location = {{quote slashed}} {
    rewrite ^ {{quote path}} last;
}
{{/if}}
# Streams: not counted, and silent for as long as nothing happens.
location = {{quote stream}} {
    internal;
    client_max_body_size {{word bodyBytes}};
    proxy_read_timeout {{word @root.idleMs}}ms;
    proxy_send_timeout {{word @root.idleMs}}ms;
    {{> proxyTo proxy}}
}
{{#each wellKnown}}
location = {{quote from}} {
    set \${{word @root.v.server}} {{word ../name}};
    {{> proxyTo proxy}}
}
{{/each}}
`;
