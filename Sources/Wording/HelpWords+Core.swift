// Help about the core itself and about files.
extension HelpWords {
    package var save: String {
        say("Write down all processes for resurrect.", "Записать все процессы для resurrect.")
    }
    package var saveMore: String {
        say(
            "To dump.json in WAMON_HOME, whole or not at all.",
            "В dump.json в WAMON_HOME, целиком или никак.")
    }
    package var resurrect: String { say("Start what was saved.", "Запустить сохранённое.") }
    package var resurrectMore: String {
        say(
            """
            From dump.json in WAMON_HOME, else from what pm2 save has written: dump.pm2 there, or in ~/.pm2. \
            What was stopped when it was saved stays down. Where no core runs, one is put in the background.
            """,
            """
            Из dump.json в WAMON_HOME, иначе из записанного pm2 save: dump.pm2 там же или в ~/.pm2. Что при \
            сохранении было остановлено, остаётся остановленным. Если ядра нет, оно запускается в фоне.
            """)
    }
    package var startup: String {
        say(
            "Print a systemd unit that starts the saved processes with the machine.",
            "Напечатать службу systemd, которая запускает сохранённые процессы вместе с машиной.")
    }
    package var startupMore: String {
        say(
            """
            wamon save first: the unit runs wamon resurrect. With --install the unit is written below \
            /etc/systemd/system, for which root is needed; enabling it is left to systemctl.
            """,
            """
            Сначала wamon save: служба выполняет wamon resurrect. С --install она записывается в \
            /etc/systemd/system, для чего нужен root; включает её systemctl.
            """)
    }
    package var unstartup: String {
        say("Remove the unit that startup --install wrote.", "Удалить службу, записанную startup --install.")
    }
    package var ping: String {
        say("Ask whether a core runs and answers.", "Спросить, работает ли ядро и отвечает ли оно.")
    }
    package var pingMore: String {
        say(
            "Exit code 0: it does; 1: it does not answer; 3: there is none.",
            "Код выхода 0: отвечает; 1: не отвечает; 3: его нет.")
    }
    package var kill: String {
        say("Stop all processes and end the core.", "Остановить все процессы и завершить ядро.")
    }
    package var killMore: String {
        say(
            "Returns when everything has been stopped and the core is gone.",
            "Возвращается, когда всё остановлено и ядра больше нет.")
    }

    // MARK: - Files

    package var check: String {
        say(
            "Validate an ecosystem file and print what it comes to.",
            "Проверить файл экосистемы и напечатать, что из него выходит.")
    }
    package var checkMore: String {
        say(
            """
            Printed is JSON that wamon itself can read: every field with its value, paths absolute, units gone,
            and env as it is in the file, secrets included. Warnings go to standard error.
            Exit codes: 0 it can be started, 2 it cannot.
            """,
            """
            Печатается JSON, который wamon и сам прочтёт: каждое поле со значением, полные пути, без единиц,
            env как в файле, вместе с секретами. Предупреждения идут в поток ошибок.
            Коды выхода: 0 запустить можно, 2 нельзя.
            """)
    }
    package var initialize: String {
        say(
            "Write a first ecosystem.json for this folder, with comments.",
            "Записать первый ecosystem.json для этой папки, с пояснениями.")
    }
    package var initializeMore: String {
        say(
            """
            The script is what the folder looks like: npm start, server/index.js, main.py and the like.
            Exit codes: 0 written, 1 there is an ecosystem file already, or it cannot be written.
            """,
            """
            Скрипт — по тому, что есть в папке: npm start, server/index.js, main.py и подобное.
            Коды выхода: 0 записан, 1 файл экосистемы уже есть или не записывается.
            """)
    }
    package var completion: String {
        say("Print the completions for a shell.", "Напечатать дополнение команд для оболочки.")
    }
    package var completionMore: String {
        """
        bash: wamon completion bash > /etc/bash_completion.d/wamon
        zsh: wamon completion zsh > /usr/local/share/zsh/site-functions/_wamon
        fish: wamon completion fish > ~/.config/fish/completions/wamon.fish
        """
    }
}
