/* What the parts of ln2d share: its datastores, and the steps of an RPC that several of them take. */
#pragma once
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <libyang/libyang.h>
#include <nc_server.h>

enum { RUNNING, CANDIDATE, STARTUP, DATASTORES };
struct datastore {
    struct lyd_node *tree;
    uint32_t locked_by; /* session-id, 0 for nobody */
};
extern const char *datastore_names[DATASTORES];
extern struct datastore datastores[DATASTORES];
extern struct ly_ctx *ctx;
extern struct nc_pollsession *sessions;

#define MAX_SUBSCRIBERS 64
extern uint32_t subscribers[MAX_SUBSCRIBERS]; /* session-ids, 0 for a free place */

/* reply.c */
struct nc_server_reply *fail(NC_ERR tag, NC_ERR_TYPE type, const char *path, const char *message);
struct nc_server_reply *fail_by_libyang(void);

/* tree.c */
const struct lys_module *module_named(const char *name);
struct lyd_node *node_at(const struct lyd_node *rpc, const char *path);
int datastore_of(const struct lyd_node *source_or_target); /* -1 for none of ours */
char *any_xml(const struct lyd_node *any);
struct lyd_node *any_tree(struct lyd_node *any, uint32_t options);
struct lyd_node *dup_all(const struct lyd_node *tree);

/* filter.c */
struct nc_server_reply *send_data(struct lyd_node *rpc, const struct lyd_node *data);

/* edit.c */
struct nc_server_reply *locked_by_other(int store, struct nc_session *session);
struct nc_server_reply *replace_datastore(int store, struct lyd_node *tree, struct nc_session *session);
struct nc_server_reply *edit_config(struct lyd_node *rpc, struct nc_session *session);

/* operations.c */
struct nc_server_reply *on_rpc(struct lyd_node *rpc, struct nc_session *session);
