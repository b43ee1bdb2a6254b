/* A NETCONF server that answers as fast as framing allows: the peer of all clients of the bench, an sshd subsystem. */

#include <ctype.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What a request asks for stands in its text, as <reply-bytes>, <chunk-bytes> and <notifications>. */

#define BASE "urn:ietf:params:xml:ns:netconf:base:1.0"
#define EVENTS "urn:ietf:params:xml:ns:netconf:notification:1.0"
#define ENTRIES 4096

static void fail(const char *what) {
    fprintf(stderr, "bench peer: %s\n", what);
    exit(1);
}

/* ---- output: collected, written in large pieces, cut into chunks where base:1.1 is spoken ---- */

static char out[256 * 1024];
static size_t out_used;

static void flush_out(void) {
    for (size_t at = 0; at < out_used;) {
        ssize_t written = write(STDOUT_FILENO, out + at, out_used - at);
        if (written > 0) at += (size_t)written;
        else if (written < 0 && errno != EINTR) exit(0); /* the client has gone */
    }
    out_used = 0;
}

static void put(const char *bytes, size_t length) {
    while (length > 0) {
        size_t part = sizeof out - out_used < length ? sizeof out - out_used : length;
        memcpy(out + out_used, bytes, part);
        out_used += part;
        bytes += part;
        length -= part;
        if (out_used == sizeof out) flush_out();
    }
}

static int chunked;         /* base:1.1 was agreed */
static uint64_t left;       /* of the message, content only */
static uint64_t chunk_size; /* 0: the message is one chunk */
static uint64_t chunk_left;

static void begin_message(uint64_t length, uint64_t chunk) {
    left = length;
    chunk_size = chunk == 0 ? length : chunk;
    chunk_left = 0;
}

static void content(const char *bytes, size_t length) {
    if (length > left) fail("a message longer than announced");
    left -= length;
    if (!chunked) {
        put(bytes, length);
        return;
    }
    while (length > 0) {
        if (chunk_left == 0) {
            uint64_t rest = left + length;
            char head[32];
            chunk_left = rest < chunk_size ? rest : chunk_size;
            put(head, (size_t)snprintf(head, sizeof head, "\n#%llu\n", (unsigned long long)chunk_left));
        }
        size_t part = chunk_left < length ? (size_t)chunk_left : length;
        put(bytes, part);
        bytes += part;
        length -= part;
        chunk_left -= part;
    }
}

static void end_message(void) {
    if (left != 0) fail("a message shorter than announced");
    if (chunked) put("\n##\n", 4);
    else put("]]>]]>", 6);
}

/* ---- what is answered ---- */

/* Interfaces, all of the same length, so that any number of bytes is quickly made of them. */
static char *entries;
static size_t entry_length;

static void make_entries(void) {
    static const char form[] =
        "  <interface>\n    <name>ethernet-%04d</name>\n    <description>Uplink of rack %04d to the spine</description>\n"
        "    <enabled>true</enabled>\n    <mtu>1500</mtu>\n    <in-octets>%010u</in-octets>\n  </interface>\n";
    char entry[512];
    entry_length = (size_t)snprintf(entry, sizeof entry, form, 0, 0, 0U);
    entries = malloc(ENTRIES * entry_length);
    if (entries == NULL) fail("no memory");
    for (int i = 0; i < ENTRIES; i++) {
        snprintf(entry, sizeof entry, form, i, i, (unsigned)i * 1048573U);
        memcpy(entries + (size_t)i * entry_length, entry, entry_length);
    }
}

static void send_small_reply(const char *id) {
    char reply[1024];
    int length = snprintf(reply, sizeof reply, "<rpc-reply message-id=\"%s\" xmlns=\"" BASE "\"><ok/></rpc-reply>", id);
    begin_message((uint64_t)length, 0);
    content(reply, (size_t)length);
    end_message();
}

/* Of exactly `bytes` bytes, unless that is too few for the elements around. */
static void send_data_reply(const char *id, uint64_t bytes, uint64_t chunk) {
    static const char blank[] = "                                                                ";
    static const char tail[] = "</interfaces></data></rpc-reply>";
    char head[1024];
    size_t head_length = (size_t)snprintf(head, sizeof head,
        "<rpc-reply message-id=\"%s\" xmlns=\"" BASE "\"><data><interfaces xmlns=\"urn:netconf-explorer:bench\">\n", id);
    uint64_t around = head_length + sizeof tail - 1;
    uint64_t rest = bytes > around ? bytes - around : 0;
    begin_message(around + rest, chunk);
    content(head, head_length);
    while (rest >= entry_length) {
        uint64_t count = rest / entry_length < ENTRIES ? rest / entry_length : ENTRIES;
        content(entries, (size_t)count * entry_length);
        rest -= count * entry_length;
    }
    while (rest > 0) {
        size_t part = rest < sizeof blank - 1 ? (size_t)rest : sizeof blank - 1;
        content(blank, part);
        rest -= part;
    }
    content(tail, sizeof tail - 1);
    end_message();
}

static void send_notification(const char *text, size_t length) {
    begin_message(length, 0);
    content(text, length);
    end_message();
}

static void send_notifications(uint64_t count) {
    char text[1024];
    for (uint64_t i = 1; i <= count; i++) {
        size_t length = (size_t)snprintf(text, sizeof text,
            "<notification xmlns=\"" EVENTS "\"><eventTime>2026-01-01T00:00:00.000Z</eventTime>"
            "<link-changed xmlns=\"urn:netconf-explorer:bench\"><sequence>%llu</sequence>"
            "<name>ethernet-0001</name><oper-status>up</oper-status></link-changed></notification>",
            (unsigned long long)i);
        send_notification(text, length);
    }
    static const char last[] =
        "<notification xmlns=\"" EVENTS "\"><eventTime>2026-01-01T00:00:01.000Z</eventTime>"
        "<notificationComplete xmlns=\"urn:ietf:params:xml:ns:netmod:notification\"/></notification>";
    send_notification(last, sizeof last - 1);
}

static uint64_t number_in(const char *message, const char *element) {
    const char *found = strstr(message, element);
    return found == NULL ? 0 : strtoull(found + strlen(element), NULL, 10);
}

static void message_id(const char *message, char *id, size_t size) {
    const char *found = strstr(message, "message-id=");
    size_t length = 0;
    if (found != NULL) {
        char quote = found[11];
        for (const char *at = found + 12; *at != '\0' && *at != quote && length < size - 1; at++) id[length++] = *at;
    }
    id[length] = '\0';
}

/* Returns 0 after close-session. */
static int answer(const char *message) {
    char id[256];
    message_id(message, id, sizeof id);
    uint64_t bytes = number_in(message, "<reply-bytes>");
    if (bytes > 0) send_data_reply(id, bytes, number_in(message, "<chunk-bytes>"));
    else send_small_reply(id);
    uint64_t notifications = number_in(message, "<notifications>");
    if (notifications > 0) send_notifications(notifications);
    return strstr(message, "close-session>") == NULL && strstr(message, "close-session/>") == NULL;
}

/* ---- input ---- */

static char in[1024 * 1024];
static size_t in_used;

/* Waits for more; what has been answered goes out first. */
static void read_more(void) {
    flush_out();
    if (in_used == sizeof in - 1) fail("a request longer than a megabyte");
    ssize_t got;
    do got = read(STDIN_FILENO, in + in_used, sizeof in - 1 - in_used);
    while (got < 0 && errno == EINTR);
    if (got <= 0) exit(0);
    in_used += (size_t)got;
    in[in_used] = '\0';
}

static void drop_input(size_t length) {
    memmove(in, in + length, in_used - length + 1);
    in_used -= length;
}

static void read_message_1_0(char *message) {
    const char *mark;
    while ((mark = strstr(in, "]]>]]>")) == NULL) read_more();
    size_t length = (size_t)(mark - in);
    memcpy(message, in, length);
    message[length] = '\0';
    drop_input(length + 6);
}

static void read_message_1_1(char *message) {
    size_t at = 0;
    size_t length = 0;
    for (;;) {
        char *end;
        while (in_used < at + 4 || strchr(in + at + 2, '\n') == NULL) read_more();
        if (in[at] != '\n' || in[at + 1] != '#') fail("a request without a chunk header");
        if (in[at + 2] == '#') break;
        if (!isdigit((unsigned char)in[at + 2])) fail("a chunk without a size");
        size_t size = strtoul(in + at + 2, &end, 10);
        at = (size_t)(end - in) + 1;
        while (in_used < at + size) read_more();
        memcpy(message + length, in + at, size);
        length += size;
        at += size;
    }
    message[length] = '\0';
    drop_input(at + 4);
}

static const char hello[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<hello xmlns=\"" BASE "\"><capabilities>"
    "<capability>urn:ietf:params:netconf:base:1.0</capability>"
    "<capability>urn:ietf:params:netconf:base:1.1</capability>"
    "<capability>urn:ietf:params:netconf:capability:writable-running:1.0</capability>"
    "<capability>urn:ietf:params:netconf:capability:notification:1.0</capability>"
    "</capabilities><session-id>%d</session-id></hello>]]>]]>";

int main(void) {
    static char message[sizeof in];
    char text[sizeof hello + 16];
    make_entries();
    put(text, (size_t)snprintf(text, sizeof text, hello, (int)getpid()));
    read_message_1_0(message);
    chunked = strstr(message, "urn:ietf:params:netconf:base:1.1") != NULL;
    do {
        if (chunked) read_message_1_1(message);
        else read_message_1_0(message);
    } while (answer(message));
    flush_out();
    return 0;
}
