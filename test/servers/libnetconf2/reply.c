/* Replies that refuse. */
#include "ln2d.h"

struct nc_server_reply *fail(NC_ERR tag, NC_ERR_TYPE type, const char *path, const char *msg) {
    struct lyd_node *e;
    switch (tag) {
    case NC_ERR_BAD_ELEM:
    case NC_ERR_UNKNOWN_ELEM:
    case NC_ERR_MISSING_ELEM:
        e = nc_err(ctx, tag, type, path ? path : "?");
        break;
    case NC_ERR_DATA_EXISTS:
    case NC_ERR_DATA_MISSING:
        e = nc_err(ctx, tag);
        break;
    default:
        e = nc_err(ctx, tag, type);
    }
    if (path) nc_err_set_path(e, path);
    if (msg) nc_err_set_msg(e, msg, "en");
    return nc_server_reply_err(e);
}

/* The error-tag that RFC 6241 and RFC 7950 section 15 give to what libyang found. libyang's messages are all
 * it has to tell. */
static struct lyd_node *error_of(const struct ly_err_item *item) {
    const char *apptag = item->apptag ? item->apptag : "", *quoted = strchr(item->msg, '"');
    char name[200] = "?";
    if (quoted) sscanf(quoted, "\"%199[^\"]", name);
    if (!strcmp(apptag, "instance-required") || strstr(item->msg, "Mandatory node"))
        return nc_err(ctx, NC_ERR_DATA_MISSING);
    if (strstr(item->msg, "missing a key") || strstr(item->msg, "missing its key") ||
        strstr(item->msg, "key instance"))
        return nc_err(ctx, NC_ERR_MISSING_ELEM, NC_ERR_TYPE_APP, name);
    if (strstr(item->msg, "with namespace") && strstr(item->msg, "No module"))
        return nc_err(ctx, NC_ERR_UNKNOWN_NS, NC_ERR_TYPE_APP, "?", name);
    if (strstr(item->msg, "not found")) return nc_err(ctx, NC_ERR_UNKNOWN_ELEM, NC_ERR_TYPE_APP, name);
    if (item->apptag || strstr(item->msg, "Unique data") || strstr(item->msg, "Must condition"))
        return nc_err(ctx, NC_ERR_OP_FAILED, NC_ERR_TYPE_APP);
    return nc_err(ctx, NC_ERR_INVALID_VALUE, NC_ERR_TYPE_APP);
}

/* All of libyang's complaints as one reply. It writes the place as: Data location "/m:a/b", line number 4. */
struct nc_server_reply *fail_by_libyang(void) {
    struct nc_server_reply *reply = NULL;
    for (struct ly_err_item *item = ly_err_first(ctx); item; item = item->next) {
        struct lyd_node *error = error_of(item);
        const char *begin = item->path ? strchr(item->path, '"') : NULL,
                   *end = begin ? strrchr(begin + 1, '"') : NULL;
        if (end) {
            char *path = strndup(begin + 1, end - begin - 1);
            nc_err_set_path(error, path);
            free(path);
        }
        if (item->apptag) nc_err_set_app_tag(error, item->apptag);
        nc_err_set_msg(error, item->msg, "en");
        if (reply)
            nc_server_reply_add_err(reply, error);
        else
            reply = nc_server_reply_err(error);
    }
    ly_err_clean(ctx, NULL);
    return reply ? reply : fail(NC_ERR_OP_FAILED, NC_ERR_TYPE_APP, NULL, "failed");
}
