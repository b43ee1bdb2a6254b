/* Subtree and XPath filters of get and get-config (RFC 6241 sections 6 and 8.9). */
#include "ln2d.h"

static void add_matches(const struct lyd_node *data, const char *xpath, struct lyd_node **out) {
    struct ly_set *set = NULL;
    if (!data || lyd_find_xpath(data, xpath, &set)) return;
    for (uint32_t i = 0; i < set->count; i++) {
        struct lyd_node *d = NULL;
        if (lyd_dup_single(set->dnodes[i], NULL,
                           LYD_DUP_RECURSIVE | LYD_DUP_WITH_PARENTS | LYD_DUP_WITH_FLAGS, &d))
            continue;
        while (d->parent) d = lyd_parent(d);
        lyd_merge_tree(out, d, LYD_MERGE_DESTRUCT | LYD_MERGE_WITH_FLAGS);
    }
    ly_set_free(set, NULL);
}

static const char *text(const struct lyd_node *f) {
    const char *v = f->schema ? ((f->schema->nodetype & LYD_NODE_TERM) ? lyd_get_value(f) : "")
                              : ((struct lyd_node_opaq *)f)->value;
    while (v && (*v == ' ' || *v == '\n' || *v == '\t' || *v == '\r')) v++;
    return v ? v : "";
}

static char *step(const struct lyd_node *f, const char *base) {
    char *s;
    const char *m = NULL;
    if (f->schema)
        m = f->schema->module->name;
    else {
        struct lyd_node_opaq *o = (struct lyd_node_opaq *)f;
        struct lys_module *x =
            o->name.module_ns ? ly_ctx_get_module_implemented_ns(ctx, o->name.module_ns) : NULL;
        if (x)
            m = x->name;
        else if (o->name.module_ns && *o->name.module_ns)
            m = "";
    }
    if (m && !*m) return NULL; /* a namespace that nobody here has */
    if (m) {
        if (asprintf(&s, "%s/%s:%s", base, m, LYD_NAME(f)) < 0) abort();
    } else if (asprintf(&s, "%s/*[local-name()='%s']", base, LYD_NAME(f)) < 0)
        abort();
    return s;
}

static void subtree(const struct lyd_node *data, const struct lyd_node *f, const char *base,
                    struct lyd_node **out) {
    char *p = step(f, base), *q, *rel;
    const struct lyd_node *c;
    int others = 0;
    if (!p) return;
    LY_LIST_FOR(lyd_child(f), c) {
        if (!lyd_child(c) && *text(c)) { /* content match */
            const char *quote = strchr(text(c), '\'') ? "\"" : "'";
            if (!(rel = step(c, ""))) {
                free(p);
                return;
            }
            if (asprintf(&q, "%s[%s=%s%s%s]", p, rel + 1, quote, text(c), quote) < 0) abort();
            free(rel);
            free(p);
            p = q;
        } else
            others++;
    }
    if (!others)
        add_matches(data, p, out);
    else
        LY_LIST_FOR(lyd_child(f), c) {
            if (!lyd_child(c) && *text(c)) {
                if ((rel = step(c, p))) {
                    add_matches(data, rel, out);
                    free(rel);
                }
            } else
                subtree(data, c, p, out);
        }
    free(p);
}

struct nc_server_reply *send_data(struct lyd_node *rpc, const struct lyd_node *data) {
    struct lyd_node *f = node_at(rpc, "filter"),
                    *w = node_at(rpc, "ietf-netconf-with-defaults:with-defaults"), *out = NULL, *reply = NULL,
                    *t, *i;
    NC_WD_MODE wd = NC_WD_EXPLICIT;
    struct lyd_meta *m;
    const char *type = "subtree", *select = NULL;
    if (w)
        wd = !strcmp(lyd_get_value(w), "report-all")          ? NC_WD_ALL
             : !strcmp(lyd_get_value(w), "report-all-tagged") ? NC_WD_ALL_TAG
             : !strcmp(lyd_get_value(w), "trim")              ? NC_WD_TRIM
                                                              : NC_WD_EXPLICIT;
    if (f) LY_LIST_FOR(f->meta, m) {
            if (!strcmp(m->name, "type")) type = lyd_get_meta_value(m);
            if (!strcmp(m->name, "select")) select = lyd_get_meta_value(m);
        }
    if (!f)
        out = dup_all(data);
    else if (!strcmp(type, "xpath")) {
        struct ly_set *set = NULL;
        if (!select) return fail(NC_ERR_MISSING_ATTR, NC_ERR_TYPE_PROT, NULL, "no select attribute");
        if (data && lyd_find_xpath(data, select, &set)) return fail_by_libyang();
        ly_set_free(set, NULL);
        add_matches(data, select, &out);
    } else {
        t = any_tree(f, LYD_PARSE_OPAQ);
        LY_LIST_FOR(t, i) subtree(data, i, "", &out);
        lyd_free_all(t);
    }
    lyd_dup_single(rpc, NULL, 0, &reply);
    if (lyd_new_any(reply, NULL, "data", out, 1, LYD_ANYDATA_DATATREE, 1, NULL)) {
        lyd_free_all(out);
        lyd_free_all(reply);
        return fail_by_libyang();
    }
    return nc_server_reply_data(reply, wd, NC_PARAMTYPE_FREE);
}
