/* edit-config and whatever else changes a datastore (RFC 6241 section 7.2). */
#include <time.h>
#include "ln2d.h"

enum op { MERGE, REPLACE, CREATE, DELETE, REMOVE, NONE };
static enum op op_of(const char *s) {
    const char *n[] = {"merge", "replace", "create", "delete", "remove", "none"};
    for (int i = 0; i < 6; i++)
        if (!strcmp(s, n[i])) return i;
    return MERGE;
}

static struct lyd_node *find(struct lyd_node *first, const struct lyd_node *e) {
    struct lyd_node *m = NULL;
    if (!first) return NULL;
    return lyd_find_sibling_first(lyd_first_sibling(first), e, &m) ? NULL : m;
}

static struct nc_server_reply *apply(struct lyd_node **tree, struct lyd_node *parent,
                                     const struct lyd_node *e, enum op inherited, uint32_t *changes) {
    enum op o = inherited;
    struct lyd_meta *m;
    struct lyd_node *match, *dup;
    const struct lyd_node *c;
    char path[1024] = "";
    const char *insert = NULL, *point = NULL;
    struct nc_server_reply *err;
    LY_ERR rc;
    LY_LIST_FOR(e->meta, m) {
        if (!strcmp(m->name, "operation")) o = op_of(lyd_get_meta_value(m));
        if (!strcmp(m->name, "insert")) insert = lyd_get_meta_value(m);
        if (!strcmp(m->name, "key") || !strcmp(m->name, "value")) point = lyd_get_meta_value(m);
    }
    match = find(parent ? lyd_child(parent) : *tree, e);
    if (e->schema->nodetype == LYS_LEAF && parent && !match)
        lyd_find_sibling_val(lyd_child(parent), e->schema, NULL, 0, &match);
    if (match && (match->flags & LYD_DEFAULT) && !(match->schema->nodetype & LYS_CONTAINER)) {
        lyd_free_tree(match);
        match = NULL;
        if (!parent) *tree = *tree ? lyd_first_sibling(*tree) : NULL;
    }
    lyd_path(e, LYD_PATH_STD, path, sizeof path);
    if (o == DELETE && !match)
        return fail(NC_ERR_DATA_MISSING, NC_ERR_TYPE_APP, path, "Data to delete is not there.");
    if (o == CREATE && match && !(match->schema->nodetype == LYS_CONTAINER && (match->flags & LYD_DEFAULT)))
        return fail(NC_ERR_DATA_EXISTS, NC_ERR_TYPE_APP, path, "Data to create is there already.");
    if (o == DELETE || o == REMOVE || o == REPLACE) {
        if (match) {
            if (match == *tree) *tree = match->next;
            lyd_free_tree(match);
            match = NULL;
            ++*changes;
        }
        if (o != REPLACE) return NULL;
    }
    if (o == NONE && !match)
        return (e->schema->nodetype & (LYS_LEAF | LYS_LEAFLIST))
                   ? NULL
                   : fail(NC_ERR_DATA_MISSING, NC_ERR_TYPE_APP, path, "Parent data is not there.");
    if (!match) {
        if (lyd_dup_single(
                e, NULL, LYD_DUP_NO_META | (e->schema->nodetype & LYS_ANYDATA ? LYD_DUP_RECURSIVE : 0), &dup))
            return fail_by_libyang();
        if (parent)
            rc = lyd_insert_child(parent, dup);
        else
            rc = lyd_insert_sibling(*tree, dup, tree);
        if (rc) {
            lyd_free_tree(dup);
            return fail_by_libyang();
        }
        match = dup;
        ++*changes;
    } else if (match->schema->nodetype == LYS_LEAF && (o == MERGE || o == REPLACE)) {
        rc = lyd_change_term(match, lyd_get_value(e));
        if (!rc)
            ++*changes;
        else if (rc != LY_EEXIST && rc != LY_ENOT)
            return fail_by_libyang();
    }
    if (insert && strcmp(insert, "last") && parent) { /* ordered-by user */
        struct lyd_node *i, *ref = NULL;
        LY_LIST_FOR(lyd_child(parent), i) {
            if (i->schema != match->schema || i == match) continue;
            if (!strcmp(insert, "first")) {
                ref = i;
                break;
            }
            if (point && match->schema->nodetype == LYS_LEAFLIST) {
                if (!strcmp(lyd_get_value(i), point)) ref = i;
            } else if (point) {
                lyd_path(i, LYD_PATH_STD, path, sizeof path);
                if (strstr(path, strchr(point, '=') ? strchr(point, '=') : point)) ref = i;
            }
        }
        if (!ref && strcmp(insert, "first"))
            return fail(NC_ERR_BAD_ATTR, NC_ERR_TYPE_PROT, NULL, "Insert point is not there.");
        if (ref) {
            if (!strcmp(insert, "after"))
                lyd_insert_after(ref, match);
            else
                lyd_insert_before(ref, match);
        }
    }
    LY_LIST_FOR(lyd_child_no_keys(e), c)
    if ((err = apply(tree, match, c, o == CREATE || o == REPLACE ? MERGE : o, changes))) return err;
    return NULL;
}

static void notify_change(struct nc_session *by) {
    struct lyd_node *n = NULL;
    char v[40], t[40];
    time_t now = time(NULL);
    const struct lys_module *m = module_named("ietf-netconf-notifications");
    if (!m) return;
    lyd_new_inner(NULL, m, "netconf-config-change", 0, &n);
    snprintf(v, sizeof v, "%u", nc_session_get_id(by));
    lyd_new_path(n, NULL, "changed-by/username", nc_session_get_username(by), 0, NULL);
    lyd_new_path(n, NULL, "changed-by/session-id", v, 0, NULL);
    lyd_new_path(n, NULL, "datastore", "running", 0, NULL);
    strftime(t, sizeof t, "%Y-%m-%dT%H:%M:%SZ", gmtime(&now));
    struct nc_server_notif *x = nc_server_notif_new(n, strdup(t), NC_PARAMTYPE_FREE);
    for (int i = 0; i < MAX_SUBSCRIBERS; i++)
        if (subscribers[i])
            for (int k = 0; k < nc_ps_session_count(sessions); k++) {
                struct nc_session *s = nc_ps_get_session(sessions, k);
                if (s && nc_session_get_id(s) == subscribers[i]) nc_server_notif_send(s, x, 1000);
            }
    nc_server_notif_free(x);
}

struct nc_server_reply *locked_by_other(int d, struct nc_session *s) {
    if (!datastores[d].locked_by || datastores[d].locked_by == nc_session_get_id(s)) return NULL;
    return fail(NC_ERR_IN_USE, NC_ERR_TYPE_APP, NULL, "The datastore is locked_by_other by another session.");
}

struct nc_server_reply *replace_datastore(int d, struct lyd_node *t, struct nc_session *s) /* takes t */
{
    if (lyd_validate_all(&t, ctx, LYD_VALIDATE_NO_STATE, NULL)) {
        lyd_free_all(t);
        return fail_by_libyang();
    }
    lyd_free_all(datastores[d].tree);
    datastores[d].tree = t;
    if (d == RUNNING) notify_change(s);
    return nc_server_reply_ok();
}

struct nc_server_reply *edit_config(struct lyd_node *rpc, struct nc_session *s) {
    int d = datastore_of(node_at(rpc, "target"));
    struct lyd_node *o = node_at(rpc, "default-operation"), *to = node_at(rpc, "test-option"), *cfg, *t, *c;
    struct nc_server_reply *r;
    uint32_t n = 0;
    char *xml = NULL;
    if (d < 0) return fail(NC_ERR_OP_NOT_SUPPORTED, NC_ERR_TYPE_PROT, NULL, "no such target");
    if ((r = locked_by_other(d, s))) return r;
    cfg = node_at(rpc, "config");
    if (!cfg) return fail(NC_ERR_MISSING_ELEM, NC_ERR_TYPE_PROT, "config", NULL);
    xml = any_xml(cfg);
    cfg = NULL;
    if (lyd_parse_data_mem(ctx, xml, LYD_XML, LYD_PARSE_ONLY | LYD_PARSE_STRICT | LYD_PARSE_NO_STATE, 0,
                           &cfg)) {
        free(xml);
        return fail_by_libyang();
    }
    free(xml);
    t = dup_all(datastores[d].tree);
    LY_LIST_FOR(cfg, c) if ((r = apply(&t, NULL, c, o ? op_of(lyd_get_value(o)) : MERGE, &n))) break;
    lyd_free_all(cfg);
    if (t) t = lyd_first_sibling(t);
    if (r) {
        lyd_free_all(t);
        return r;
    }
    if (to && !strcmp(lyd_get_value(to), "test-only")) {
        int bad = lyd_validate_all(&t, ctx, LYD_VALIDATE_NO_STATE, NULL);
        lyd_free_all(t);
        return bad ? fail_by_libyang() : nc_server_reply_ok();
    }
    return replace_datastore(d, t, s);
}
