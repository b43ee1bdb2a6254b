/* ln2d: a small NETCONF server for tests, on libnetconf2 2.0 and libyang 2. Transports, framing, hello and
 * parsing are the libraries'; the operations are ours, over datastores in memory. */
#include "ln2d.h"
#include <getopt.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#define MAX_FILES 8
#define MAX_MODULES 32
#define ENDPOINT "e"

const char *datastore_names[DATASTORES] = {"running", "candidate", "startup"};
struct datastore datastores[DATASTORES];
struct ly_ctx *ctx;
struct nc_pollsession *sessions;
uint32_t subscribers[MAX_SUBSCRIBERS];

static volatile sig_atomic_t stop;

static struct {
    const char *target, *startup, *ssh, *tls, *unix_path, *ch_ssh, *ch_tls, *user, *password, *cert, *key,
        *ca;
    const char *hostkeys[MAX_FILES], *pubkeys[MAX_FILES], *modules[MAX_MODULES];
    const char *maps[MAX_FILES],
        *users[MAX_FILES]; /* SHA-256 of a client certificate (04:AA:BB:…), and whose it is */
    int n_hostkeys, n_pubkeys, n_modules, n_maps;
} options = {.target = "candidate", .user = "nobody"};

static void die(const char *what) {
    fprintf(stderr, "ln2d: %s: %s\n", what, ctx && ly_errmsg(ctx) ? ly_errmsg(ctx) : "failed");
    exit(1);
}

/* ---- what libnetconf2 asks for ---- */

static int check_password(const struct nc_session *session, const char *password, void *unused) {
    (void)unused;
    if (!options.password) return 1;
    return strcmp(nc_session_get_username(session), options.user) || strcmp(password, options.password);
}

static int hostkey(const char *name, void *unused, char **path, char **data, NC_SSH_KEY_TYPE *type) {
    (void)unused, (void)data, (void)type;
    *path = strdup(name);
    return 0;
}

static int server_certificate(const char *name, void *unused, char **cert_path, char **cert_data,
                              char **key_path, char **key_data, NC_SSH_KEY_TYPE *type) {
    (void)name, (void)unused, (void)cert_data, (void)key_data, (void)type;
    *cert_path = strdup(options.cert);
    *key_path = strdup(options.key);
    return 0;
}

static int trusted_certificates(const char *name, void *unused, char ***paths, int *n_paths, char ***data,
                                int *n_data) {
    (void)name, (void)unused, (void)data;
    *paths = malloc(sizeof **paths);
    **paths = strdup(options.ca);
    *n_paths = 1;
    *n_data = 0;
    return 0;
}

/* ---- sessions ---- */

static void begins(struct nc_session *session) {
    fprintf(stderr, "ln2d: session %u of %s begins\n", nc_session_get_id(session),
            nc_session_get_username(session));
    nc_ps_add_session(sessions, session);
}

static void ends(struct nc_session *session) {
    uint32_t id = nc_session_get_id(session);
    for (int i = 0; i < DATASTORES; i++)
        if (datastores[i].locked_by == id) datastores[i].locked_by = 0;
    for (int i = 0; i < MAX_SUBSCRIBERS; i++)
        if (subscribers[i] == id) subscribers[i] = 0;
    fprintf(stderr, "ln2d: session %u ends\n", id);
    nc_ps_del_session(sessions, session);
    nc_session_free(session, NULL);
}

static int called_home(const char *client, struct nc_session *session) {
    (void)client;
    begins(session);
    return 0;
}

static void *accept_sessions(void *unused) {
    (void)unused;
    while (!stop) {
        struct nc_session *session = NULL;
        if (nc_accept(200, &session) == NC_MSG_HELLO)
            begins(session);
        else if (!nc_server_endpt_count())
            usleep(200000);
    }
    nc_thread_destroy();
    return NULL;
}

static void serve(void) {
    while (!stop) {
        struct nc_session *session = NULL, *channel = NULL;
        int what = nc_ps_poll(sessions, 100, &session);
        if (what & NC_PSPOLL_NOSESSIONS)
            usleep(5000);
        else if (what & NC_PSPOLL_SESSION_TERM)
            ends(session);
        else if (what & NC_PSPOLL_SSH_CHANNEL &&
                 nc_session_accept_ssh_channel(session, &channel) == NC_MSG_HELLO)
            begins(channel);
    }
}

static void on_signal(int number) {
    (void)number;
    stop = 1;
}

/* ---- start ---- */

static void add_map(char *fingerprint_and_user) {
    char *equals = strchr(fingerprint_and_user, '=');
    if (!equals || options.n_maps == MAX_FILES) die("map");
    *equals = 0;
    options.maps[options.n_maps] = fingerprint_and_user;
    options.users[options.n_maps++] = equals + 1;
}

static void read_options(int argc, char **argv) {
    static const struct option known[] = {
        {"yang", 1, 0, 'y'},    {"module", 1, 0, 'm'}, {"target", 1, 0, 'r'}, {"startup", 1, 0, 'i'},
        {"ssh", 1, 0, 's'},     {"tls", 1, 0, 't'},    {"unix", 1, 0, 'u'},   {"ch-ssh", 1, 0, 'S'},
        {"ch-tls", 1, 0, 'T'},  {"user", 1, 0, 'U'},   {"pubkey", 1, 0, 'p'}, {"hostkey", 1, 0, 'k'},
        {"cert", 1, 0, 'c'},    {"key", 1, 0, 'K'},    {"ca", 1, 0, 'a'},     {"map", 1, 0, 'M'},
        {"verbose", 0, 0, 'v'}, {0, 0, 0, 0}};
    int option;
    options.password = getenv("LN2D_PASSWORD");
    while ((option = getopt_long(argc, argv, "", known, NULL)) != -1) switch (option) {
        case 'y':
            ly_ctx_set_searchdir(ctx, optarg);
            break;
        case 'm':
            if (options.n_modules < MAX_MODULES) options.modules[options.n_modules++] = optarg;
            break;
        case 'k':
            if (options.n_hostkeys < MAX_FILES) options.hostkeys[options.n_hostkeys++] = optarg;
            break;
        case 'p':
            if (options.n_pubkeys < MAX_FILES) options.pubkeys[options.n_pubkeys++] = optarg;
            break;
        case 'M':
            add_map(optarg);
            break;
        case 'r':
            options.target = optarg;
            break;
        case 'i':
            options.startup = optarg;
            break;
        case 's':
            options.ssh = optarg;
            break;
        case 't':
            options.tls = optarg;
            break;
        case 'u':
            options.unix_path = optarg;
            break;
        case 'S':
            options.ch_ssh = optarg;
            break;
        case 'T':
            options.ch_tls = optarg;
            break;
        case 'U':
            options.user = optarg;
            break;
        case 'c':
            options.cert = optarg;
            break;
        case 'K':
            options.key = optarg;
            break;
        case 'a':
            options.ca = optarg;
            break;
        case 'v':
            nc_verbosity(NC_VERB_VERBOSE);
            break;
        default:
            exit(2);
        }
}

static void load_modules(void) {
    static const char *candidate[] = {"candidate", "startup", "rollback-on-error", "validate", "xpath", NULL};
    static const char *running[] = {"writable-running", "rollback-on-error", "validate", "xpath", NULL};
    static const char *all[] = {"*", NULL};
    static const char *base[] = {
        "ietf-yang-library",          "ietf-netconf-monitoring", "ietf-netconf-with-defaults",
        "ietf-netconf-notifications", "notifications",           "nc-notifications"};
    if (!ly_ctx_load_module(ctx, "ietf-netconf", NULL,
                            strcmp(options.target, "running") ? candidate : running))
        die("ietf-netconf");
    for (size_t i = 0; i < sizeof base / sizeof *base; i++)
        if (!ly_ctx_load_module(ctx, base[i], NULL, NULL)) die(base[i]);
    for (int i = 0; i < options.n_modules; i++)
        if (!ly_ctx_load_module(ctx, options.modules[i], NULL, all)) die(options.modules[i]);
}

/* All datastores begin alike, with the children of the <config> in a file. */
static void load_startup(void) {
    struct lyd_node *config = NULL, *tree = NULL;
    if (options.startup) {
        if (lyd_parse_data_path(ctx, options.startup, LYD_XML, LYD_PARSE_ONLY | LYD_PARSE_OPAQ, 0, &config))
            die(options.startup);
        char *text = NULL;
        lyd_print_mem(&text, lyd_child(config), LYD_XML, LYD_PRINT_WITHSIBLINGS);
        if (lyd_parse_data_mem(ctx, text, LYD_XML, LYD_PARSE_ONLY | LYD_PARSE_STRICT, 0, &tree))
            die("startup");
        free(text);
        lyd_free_all(config);
    }
    if (lyd_validate_all(&tree, ctx, LYD_VALIDATE_NO_STATE, NULL)) die("startup");
    for (int i = 0; i < DATASTORES; i++) datastores[i].tree = dup_all(tree);
    lyd_free_all(tree);
}

static void listen_everywhere(void) {
    if (options.unix_path &&
        (nc_server_add_endpt("unix", NC_TI_UNIX) || nc_server_endpt_set_perms("unix", 0600, -1, -1) ||
         nc_server_endpt_set_address("unix", options.unix_path)))
        die("unix");
    if (options.ssh) {
        if (nc_server_add_endpt("ssh", NC_TI_LIBSSH) || nc_server_endpt_set_address("ssh", "127.0.0.1") ||
            nc_server_endpt_set_port("ssh", atoi(options.ssh)))
            die("ssh");
        for (int i = 0; i < options.n_hostkeys; i++)
            if (nc_server_ssh_endpt_add_hostkey("ssh", options.hostkeys[i], -1)) die(options.hostkeys[i]);
    }
    if (!options.tls) return;
    if (nc_server_add_endpt("tls", NC_TI_OPENSSL) || nc_server_tls_endpt_set_server_cert("tls", "cert") ||
        nc_server_tls_endpt_add_trusted_cert_list("tls", "ca"))
        die("tls");
    for (int i = 0; i < options.n_maps; i++)
        if (nc_server_tls_endpt_add_ctn("tls", i, options.maps[i], NC_TLS_CTN_SPECIFIED, options.users[i]))
            die("map");
    if (nc_server_endpt_set_address("tls", "127.0.0.1") || nc_server_endpt_set_port("tls", atoi(options.tls)))
        die("tls");
}

/* Calls `where`, an address and a port with a colon between, again and again (RFC 8071). */
static void call_home(const char *name, NC_TRANSPORT_IMPL transport, const char *where) {
    char *address = strdup(where), *colon = strrchr(address, ':');
    if (!colon) die(where);
    *colon = 0;
    if (nc_server_ch_add_client(name) || nc_server_ch_client_add_endpt(name, ENDPOINT, transport) ||
        nc_server_ch_client_endpt_set_address(name, ENDPOINT, address) ||
        nc_server_ch_client_endpt_set_port(name, ENDPOINT, atoi(colon + 1)))
        die(name);
    free(address);
    if (transport == NC_TI_LIBSSH) {
        for (int i = 0; i < options.n_hostkeys; i++)
            nc_server_ssh_ch_client_endpt_add_hostkey(name, ENDPOINT, options.hostkeys[i], -1);
    } else {
        if (nc_server_tls_ch_client_endpt_set_server_cert(name, ENDPOINT, "cert") ||
            nc_server_tls_ch_client_endpt_add_trusted_cert_list(name, ENDPOINT, "ca"))
            die(name);
        for (int i = 0; i < options.n_maps; i++)
            nc_server_tls_ch_client_endpt_add_ctn(name, ENDPOINT, i, options.maps[i], NC_TLS_CTN_SPECIFIED,
                                                  options.users[i]);
    }
    nc_server_ch_client_set_conn_type(name, NC_CH_PERSIST);
    nc_server_ch_client_set_start_with(name, NC_CH_FIRST_LISTED);
    if (nc_connect_ch_client_dispatch(name, called_home)) die(name);
}

int main(int argc, char **argv) {
    if (ly_ctx_new(NULL, LY_CTX_NO_YANGLIBRARY, &ctx)) die("context");
    read_options(argc, argv);
    load_modules();
    load_startup();
    nc_set_global_rpc_clb(on_rpc);
    const struct lysc_node *schema = lys_find_path(ctx, NULL, "/ietf-netconf-monitoring:get-schema", 0);
    ((struct lysc_node *)schema)->priv = on_rpc;
    if (nc_server_init(ctx)) die("init");
    nc_server_set_capab_withdefaults(NC_WD_EXPLICIT, NC_WD_ALL | NC_WD_ALL_TAG | NC_WD_TRIM | NC_WD_EXPLICIT);
    sessions = nc_ps_new();
    nc_server_ssh_set_passwd_auth_clb(check_password, NULL, NULL);
    nc_server_ssh_set_hostkey_clb(hostkey, NULL, NULL);
    nc_server_tls_set_server_cert_clb(server_certificate, NULL, NULL);
    nc_server_tls_set_trusted_cert_list_clb(trusted_certificates, NULL, NULL);
    for (int i = 0; i < options.n_pubkeys; i++)
        if (nc_server_ssh_add_authkey_path(options.pubkeys[i], options.user)) die(options.pubkeys[i]);

    signal(SIGINT, on_signal);
    signal(SIGTERM, on_signal);
    signal(SIGPIPE, SIG_IGN);
    listen_everywhere();
    if (options.ch_ssh) call_home("ch-ssh", NC_TI_LIBSSH, options.ch_ssh);
    if (options.ch_tls) call_home("ch-tls", NC_TI_OPENSSL, options.ch_tls);
    pthread_t acceptor;
    pthread_create(&acceptor, NULL, accept_sessions, NULL);
    fprintf(stderr, "ln2d: ready\n");
    serve();
    _exit(0); /* the threads that call home would keep us for a second and more */
}
