/* All operations but edit-config, one function each. */
#include "ln2d.h"
#include <unistd.h>

static struct nc_server_reply *refuse(NC_ERR tag, const char *message) {
    return fail(tag, NC_ERR_TYPE_PROT, NULL, message);
}

static struct nc_server_reply *no_such(const char *what) { return refuse(NC_ERR_OP_NOT_SUPPORTED, what); }

static void add_leaf(struct lyd_node *top, const char *parent, const char *name, const char *value) {
    char path[400];
    snprintf(path, sizeof path, "%s/%s", parent, name);
    lyd_new_path(top, NULL, path, value, 0, NULL);
}

static void add_schemas(struct lyd_node *state) {
    const struct lys_module *module;
    uint32_t index = 0;
    char path[300];
    while ((module = ly_ctx_get_module_iter(ctx, &index))) {
        snprintf(path, sizeof path, "schemas/schema[identifier='%s'][version='%s'][format='yang']",
                 module->name, module->revision ? module->revision : "");
        lyd_new_path(state, NULL, path, NULL, 0, NULL);
        add_leaf(state, path, "namespace", module->ns);
        add_leaf(state, path, "location", "NETCONF");
    }
}

static void add_sessions(struct lyd_node *state) {
    char path[100];
    for (uint32_t i = 0; i < nc_ps_session_count(sessions); i++) {
        struct nc_session *session = nc_ps_get_session(sessions, i);
        if (!session) continue;
        snprintf(path, sizeof path, "sessions/session[session-id='%u']", nc_session_get_id(session));
        add_leaf(state, path, "username", nc_session_get_username(session));
        add_leaf(state, path, "transport",
                 nc_session_get_ti(session) == NC_TI_OPENSSL ? "netconf-tls" : "netconf-ssh");
        if (nc_session_get_host(session)) add_leaf(state, path, "source-host", nc_session_get_host(session));
    }
}

static void add_locks(struct lyd_node *state) {
    char path[100], holder[20];
    for (int i = 0; i < DATASTORES; i++) {
        if (!datastores[i].locked_by) continue;
        snprintf(path, sizeof path, "datastores/datastore[name='%s']/locks/global-lock", datastore_names[i]);
        snprintf(holder, sizeof holder, "%u", datastores[i].locked_by);
        add_leaf(state, path, "locked-by-session", holder);
    }
}

/* running, with what ietf-yang-library and ietf-netconf-monitoring (RFC 6022) have to say */
static struct nc_server_reply *get(struct lyd_node *rpc, struct nc_session *session) {
    (void)session;
    struct lyd_node *data = dup_all(datastores[RUNNING].tree), *state = NULL;
    if (!ly_ctx_get_yanglib_data(ctx, &state, "%u", ly_ctx_get_change_count(ctx)))
        lyd_merge_tree(&data, state, LYD_MERGE_DESTRUCT);
    state = NULL;
    lyd_new_path(NULL, ctx, "/ietf-netconf-monitoring:netconf-state", NULL, 0, &state);
    add_schemas(state);
    add_sessions(state);
    add_locks(state);
    lyd_merge_tree(&data, state, LYD_MERGE_DESTRUCT);
    data = lyd_first_sibling(data);
    struct nc_server_reply *reply = send_data(rpc, data);
    lyd_free_all(data);
    return reply;
}

static struct nc_server_reply *get_config(struct lyd_node *rpc, struct nc_session *session) {
    (void)session;
    int source = datastore_of(node_at(rpc, "source"));
    return source < 0 ? no_such("no such source") : send_data(rpc, datastores[source].tree);
}

static struct nc_server_reply *lock(struct lyd_node *rpc, struct nc_session *session) {
    int target = datastore_of(node_at(rpc, "target"));
    if (target < 0) return no_such("no such target");
    if (datastores[target].locked_by) {
        struct lyd_node *error = nc_err(ctx, NC_ERR_LOCK_DENIED, datastores[target].locked_by);
        nc_err_set_msg(error, "The datastore is locked.", "en");
        return nc_server_reply_err(error);
    }
    datastores[target].locked_by = nc_session_get_id(session);
    return nc_server_reply_ok();
}

static struct nc_server_reply *unlock(struct lyd_node *rpc, struct nc_session *session) {
    int target = datastore_of(node_at(rpc, "target"));
    if (target < 0) return no_such("no such target");
    if (datastores[target].locked_by != nc_session_get_id(session))
        return refuse(NC_ERR_OP_FAILED, "This session does not hold the lock.");
    datastores[target].locked_by = 0;
    return nc_server_reply_ok();
}

static struct nc_server_reply *commit(struct lyd_node *rpc, struct nc_session *session) {
    (void)rpc;
    struct nc_server_reply *refusal = locked_by_other(RUNNING, session);
    if (!refusal) refusal = locked_by_other(CANDIDATE, session);
    return refusal ? refusal : replace_datastore(RUNNING, dup_all(datastores[CANDIDATE].tree), session);
}

static struct nc_server_reply *discard_changes(struct lyd_node *rpc, struct nc_session *session) {
    (void)rpc;
    struct nc_server_reply *refusal = locked_by_other(CANDIDATE, session);
    if (refusal) return refusal;
    lyd_free_all(datastores[CANDIDATE].tree);
    datastores[CANDIDATE].tree = dup_all(datastores[RUNNING].tree);
    return nc_server_reply_ok();
}

static struct nc_server_reply *validate(struct lyd_node *rpc, struct nc_session *session) {
    (void)session;
    struct lyd_node *config = node_at(rpc, "source/config"), *tree;
    int source = datastore_of(node_at(rpc, "source"));
    if (!config && source < 0) return no_such("no such source");
    tree = config ? any_tree(config, LYD_PARSE_STRICT) : dup_all(datastores[source].tree);
    if (config && !tree) return fail_by_libyang();
    int invalid = lyd_validate_all(&tree, ctx, LYD_VALIDATE_NO_STATE, NULL);
    lyd_free_all(tree);
    return invalid ? fail_by_libyang() : nc_server_reply_ok();
}

static struct nc_server_reply *copy_config(struct lyd_node *rpc, struct nc_session *session) {
    int target = datastore_of(node_at(rpc, "target")), source = datastore_of(node_at(rpc, "source"));
    if (target < 0) return no_such("no such target");
    struct nc_server_reply *refusal = locked_by_other(target, session);
    if (refusal) return refusal;
    if (source >= 0) return replace_datastore(target, dup_all(datastores[source].tree), session);
    struct lyd_node *tree = any_tree(node_at(rpc, "source/config"), LYD_PARSE_STRICT);
    return tree ? replace_datastore(target, tree, session) : refuse(NC_ERR_INVALID_VALUE, "no such source");
}

static struct nc_server_reply *delete_config(struct lyd_node *rpc, struct nc_session *session) {
    int target = datastore_of(node_at(rpc, "target"));
    if (target != STARTUP) return no_such("only startup can be deleted");
    struct nc_server_reply *refusal = locked_by_other(target, session);
    if (refusal) return refusal;
    lyd_free_all(datastores[target].tree);
    datastores[target].tree = NULL;
    return nc_server_reply_ok();
}

static struct nc_session *session_of(uint32_t id) {
    for (uint32_t i = 0; i < nc_ps_session_count(sessions); i++) {
        struct nc_session *session = nc_ps_get_session(sessions, i);
        if (session && nc_session_get_id(session) == id) return session;
    }
    return NULL;
}

static struct nc_server_reply *kill_session(struct lyd_node *rpc, struct nc_session *session) {
    uint32_t id = strtoul(lyd_get_value(lyd_child(rpc)), NULL, 10);
    if (id == nc_session_get_id(session))
        return refuse(NC_ERR_INVALID_VALUE, "A session cannot kill itself.");
    struct nc_session *other = session_of(id);
    /* The client knows of its session a moment before the accepting thread has told us. */
    for (int wait = 0; !other && wait < 100; wait++) {
        usleep(1000);
        other = session_of(id);
    }
    if (!other) return refuse(NC_ERR_INVALID_VALUE, "No such session.");
    nc_session_set_status(other, NC_STATUS_INVALID);
    nc_session_set_term_reason(other, NC_SESSION_TERM_KILLED);
    nc_session_set_killed_by(other, nc_session_get_id(session));
    return nc_server_reply_ok();
}

/* libnetconf2 2.0.24 has a get-schema of its own, which answers with freed memory */
static struct nc_server_reply *get_schema(struct lyd_node *rpc, struct nc_session *session) {
    (void)session;
    struct lyd_node *version = node_at(rpc, "version"), *reply = NULL;
    const char *identifier = lyd_get_value(node_at(rpc, "identifier"));
    const char *format = node_at(rpc, "format") ? lyd_get_value(node_at(rpc, "format")) : "yang";
    const struct lys_module *module = version && *lyd_get_value(version)
                                          ? ly_ctx_get_module(ctx, identifier, lyd_get_value(version))
                                          : ly_ctx_get_module_latest(ctx, identifier);
    int yin = strstr(format, "yin") != NULL;
    char *text = NULL;
    if (!module) return refuse(NC_ERR_INVALID_VALUE, "The requested schema was not found.");
    if (!yin && !strstr(format, "yang")) return refuse(NC_ERR_INVALID_VALUE, "The format is not supported.");
    if (lys_print_mem(&text, module, yin ? LYS_OUT_YIN : LYS_OUT_YANG, 0)) return fail_by_libyang();
    lyd_dup_single(rpc, NULL, 0, &reply);
    if (lyd_new_any(reply, NULL, "data", text, 1, LYD_ANYDATA_STRING, 1, NULL)) return fail_by_libyang();
    return nc_server_reply_data(reply, NC_WD_EXPLICIT, NC_PARAMTYPE_FREE);
}

static struct nc_server_reply *create_subscription(struct lyd_node *rpc, struct nc_session *session) {
    (void)rpc;
    int place = -1;
    for (int i = 0; i < MAX_SUBSCRIBERS; i++) {
        if (subscribers[i] == nc_session_get_id(session))
            return refuse(NC_ERR_IN_USE, "There is a subscription already.");
        if (!subscribers[i]) place = i;
    }
    if (place < 0) return refuse(NC_ERR_RES_DENIED, "There are too many subscriptions.");
    subscribers[place] = nc_session_get_id(session);
    nc_session_inc_notif_status(session);
    return nc_server_reply_ok();
}

/* An rpc of a module that we only know: its input is checked, nothing happens. */
static struct nc_server_reply *any_other(struct lyd_node *rpc) {
    if (lyd_validate_op(rpc, datastores[RUNNING].tree, LYD_TYPE_RPC_YANG, NULL)) return fail_by_libyang();
    return nc_server_reply_ok();
}

static const struct {
    const char *name;
    struct nc_server_reply *(*run)(struct lyd_node *rpc, struct nc_session *session);
} operations[] = {
    {"get", get},
    {"get-config", get_config},
    {"edit-config", edit_config},
    {"copy-config", copy_config},
    {"delete-config", delete_config},
    {"lock", lock},
    {"unlock", unlock},
    {"commit", commit},
    {"discard-changes", discard_changes},
    {"validate", validate},
    {"kill-session", kill_session},
    {"get-schema", get_schema},
    {"create-subscription", create_subscription},
};

struct nc_server_reply *on_rpc(struct lyd_node *rpc, struct nc_session *session) {
    const char *module = rpc->schema->module->name;
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++)
        if (!strcmp(LYD_NAME(rpc), operations[i].name)) return operations[i].run(rpc, session);
    return strncmp(module, "ietf-netconf", 12) ? any_other(rpc) : no_such("not supported here");
}
