/// The frontend's one page, rendered on the server and refreshed in place every two seconds.
struct Page {
    let view: Neighbour.View
    let port: UInt16

    var html: String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(title) · accounts</title>
        <style>\(Self.style)</style>
        <noscript><meta http-equiv="refresh" content="2"></noscript>
        </head>
        <body>
        <main id="page">
        \(main)
        </main>
        <script>\(Self.refresh)</script>
        </body>
        </html>

        """
    }

    private var title: String {
        if case .healthy = view { "online" } else { "offline" }
    }

    private var main: String {
        switch view {
        case .healthy(let health, let clients): healthy(health, clients)
        case .unreachable(let reason): unreachable(reason)
        }
    }

    // MARK: - Parts

    private func healthy(_ health: Health, _ clients: [ClientStatus]) -> String {
        """
        <header><i class="dot on"></i><h1>api-server</h1><span>port \(port) · status \(escaped(health.status))</span></header>
        <section class="tiles">
        \(tile("up", duration(health.uptime)))
        \(tile("clients", "\(health.activeClients) <small>of \(clients.count)</small>"))
        \(tile("heap", "\(health.memory.heapUsed) <small>of \(health.memory.heapTotal) MB</small>"))
        </section>
        <div class="bar"><b style="width:\(min(100, max(0, health.memory.heapPercent)))%"></b></div>
        <table>
        \(clients.map(row).joined(separator: "\n"))
        </table>
        """
    }

    private func unreachable(_ reason: String) -> String {
        """
        <header><i class="dot off"></i><h1>api-server</h1><span>port \(port) · not reachable</span></header>
        <p>\(escaped(reason)). This page looks again every two seconds.</p>
        """
    }

    private func tile(_ label: String, _ value: String) -> String {
        "<div><em>\(label)</em><strong>\(value)</strong></div>"
    }

    private func row(_ client: ClientStatus) -> String {
        let tries = client.attempt > 0 ? ", attempt \(client.attempt + 1)" : ""
        let style = client.state == "connected" ? "on" : "wait"
        return "<tr><td><i class=\"dot \(style)\"></i></td><td>\(escaped(client.id))</td>"
            + "<td>\(escaped(client.name))</td><td>\(escaped(client.state))\(tries)</td></tr>"
    }

    private func duration(_ seconds: Int) -> String {
        switch seconds {
        case ..<60: "\(seconds) s"
        case ..<3600: "\(seconds / 60) min"
        default: "\(seconds / 3600) h \(seconds / 60 % 60) min"
        }
    }

    /// What comes over the network is text, never markup.
    private func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
    }

    // MARK: - Looks

    private static let style = """
        :root{color-scheme:light dark;--bg:#f4f5f7;--card:#fff;--ink:#1c2330;--dim:#6b7485;--line:#e3e6eb}
        @media(prefers-color-scheme:dark){:root{--bg:#11151c;--card:#1a202b;--ink:#e4e9f1;--dim:#8b95a7;--line:#2a3240}}
        *{box-sizing:border-box}
        body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--bg);color:var(--ink);
        font:16px/1.5 system-ui,sans-serif}
        main{width:min(34rem,92vw);padding:1.75rem 2rem;background:var(--card);border:1px solid var(--line);
        border-radius:14px}
        header{display:flex;align-items:center;gap:.7rem}
        h1{font-size:1.25rem;margin:0}
        header span{margin-left:auto;color:var(--dim);font-size:.9rem}
        .dot{display:inline-block;width:.65rem;height:.65rem;border-radius:50%}
        .on{background:#2fa36b}.wait{background:#d9982b}.off{background:#d0473f}
        .tiles{display:grid;grid-template-columns:repeat(3,1fr);gap:1rem;margin:1.5rem 0 1rem}
        em{display:block;font-style:normal;font-size:.8rem;color:var(--dim)}
        strong{font-size:1.5rem;font-weight:600;font-variant-numeric:tabular-nums}
        small{font-size:.85rem;font-weight:400;color:var(--dim)}
        .bar{height:6px;border-radius:3px;background:var(--line);overflow:hidden}
        .bar b{display:block;height:100%;background:#3f7fd6;transition:width .4s}
        table{width:100%;margin-top:1.4rem;border-collapse:collapse}
        td{padding:.45rem .3rem;border-top:1px solid var(--line)}
        td:last-child{text-align:right;color:var(--dim)}
        p{color:var(--dim);margin:1.2rem 0 0}
        """

    private static let refresh = """
        setInterval(async()=>{try{const t=await(await fetch('/')).text();
        const d=new DOMParser().parseFromString(t,'text/html');
        document.getElementById('page').innerHTML=d.getElementById('page').innerHTML;document.title=d.title}
        catch{document.title='frontend gone'}},2000)
        """
}
