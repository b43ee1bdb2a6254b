/* Steps over data trees that every operation takes. */
#include "ln2d.h"

const struct lys_module *module_named(const char *name) { return ly_ctx_get_module_implemented(ctx, name); }

struct lyd_node *node_at(const struct lyd_node *rpc, const char *path) {
    struct lyd_node *n = NULL;
    return lyd_find_path(rpc, path, 0, &n) ? NULL : n;
}

int datastore_of(const struct lyd_node *holder) /* <source> or <target> */
{
    const struct lyd_node *c = holder ? lyd_child(holder) : NULL;
    for (int i = 0; c && i < DATASTORES; i++)
        if (!strcmp(LYD_NAME(c), datastore_names[i])) return i;
    return -1;
}

/* what an anydata node (filter, config) holds, as XML; empty containers kept, datastore_of
 * lyd_any_value_str() would drop */
char *any_xml(const struct lyd_node *any) {
    const struct lyd_node_any *a = (const struct lyd_node_any *)any;
    char *s = NULL;
    if (a->value_type != LYD_ANYDATA_DATATREE)
        lyd_any_value_str(any, &s);
    else if (a->value.tree)
        lyd_print_mem(&s, a->value.tree, LYD_XML,
                      LYD_PRINT_WITHSIBLINGS | LYD_PRINT_KEEPEMPTYCONT | LYD_PRINT_SHRINK);
    return s ? s : strdup("");
}

struct lyd_node *any_tree(struct lyd_node *any, uint32_t opts) {
    struct lyd_node *t = NULL;
    char *s = any ? any_xml(any) : NULL;
    if (s && *s && lyd_parse_data_mem(ctx, s, LYD_XML, opts | LYD_PARSE_ONLY, 0, &t)) t = NULL;
    free(s);
    return t;
}

struct lyd_node *dup_all(const struct lyd_node *t) {
    struct lyd_node *d = NULL;
    if (t) lyd_dup_siblings(lyd_first_sibling(t), NULL, LYD_DUP_RECURSIVE | LYD_DUP_WITH_FLAGS, &d);
    return d;
}
