"""What `jsx batch` says, in Chinese."""

BATCH = {
    "Extract the facts of many documents into a folder.": "成批提取文件中的事实，存入一个目录。",
    "Extract the facts of many documents into the folder OUT: shards of JSON Lines and manifest.jsonl.":
        "成批提取文件中的事实，存入目录 OUT：若干 JSON Lines 分片和 manifest.jsonl。",
    "PATH is a folder, a pattern, a list of files, JSON Lines, a zip or tar archive, a Parquet file, or - for a list "
    "or JSON Lines on standard input. A run that was stopped goes on when the same command is given again. The exit "
    "code is 1 when some documents failed, which then stand in the manifest.":
        "PATH 是目录、通配符、文件清单、JSON Lines、zip 或 tar 压缩包、Parquet 文件，"
        "- 表示从标准输入读取清单或 JSON Lines。"
        "中断后重新执行同一命令即可继续。有文件失败时退出码为 1，失败的文件列在 manifest 中。",
    "jsx batch status OUT says how far a run is.": "jsx batch status OUT 显示进度。",
    "The folder, or the address, for the results.": "存放结果的目录或地址。",
    "How many processes work at the same time; 0 for as many as there are processors.":
        "同时工作的进程数；0 为处理器个数。",
    "Write tables of documents, facts and notices as Parquet too.": "同时写出 Parquet 表：文件、事实、提示。",
    "local: processes of this machine. ray: a Ray cluster, or a Ray of this machine.":
        "local：本机进程。ray：Ray 集群，或本机上的 Ray。",
    "The address of a running Ray cluster.": "已在运行的 Ray 集群的地址。",
    "Which files of folders and archives are read, by name (*.html). May be repeated.":
        "目录和压缩包中读取哪些文件，按名称（*.html）。可重复使用。",
    "The field of JSON Lines, or column, of the text.": "JSON Lines 中正文的字段名，或列名。",
    "The field or column that names the document.": "给出文件名称的字段或列。",
    "How long one document may take; 0 for ever.": "一份文件最多用多少秒；0 为不限。",
    "How much memory one worker may take beyond what it begins with; 0 for any.":
        "每个工作进程在初始之外最多用多少内存（MB）；0 为不限。",
    "Stop when more than this part of the documents fail (0.05: one in twenty).":
        "失败的文件超过这一比例时停止（0.05 即二十分之一）。",
    "How many documents stand in one file of a large run, on average.": "大批量时每个分片平均存放多少份文件。",
    "Try the documents again that failed before.": "重新尝试上次失败的文件。",
    "Replace the results of another input that OUT holds.": "替换 OUT 中来自其他输入的结果。",
    "{done} documents, {rate} a second": "{done} 份，每秒 {rate} 份",
    "{part}% of {total}": "{total} 份的 {part}%",
    "{time} left": "还需 {time}",
    "{failed} failed": "失败 {failed} 份",
    "jsx: {documents} documents, {facts} facts, {shards} files in {output}":
        "jsx：{documents} 份文件，{facts} 条事实，{output} 中有 {shards} 个分片",
    "jsx: {kept} of them were there already": "jsx：其中 {kept} 份原已完成",
    "jsx: {failed} failed ({codes}); they stand in the manifest": "jsx：{failed} 份失败（{codes}），列在 manifest 中",
    "jsx: {count} files of other kinds were passed over ({kinds}); --include reads them":
        "jsx：跳过了 {count} 个其他类型的文件（{kinds}）；用 --include 可以读取",
    "jsx: everything is made anew, for this has changed since the last run: {what}":
        "jsx：以下各项自上次运行后有变化，全部重新处理：{what}",
    "jsx: {path} was not heeded: one run has one configuration, found from PATH upwards":
        "jsx：未采用 {path}：一次运行只用一份配置，从 PATH 向上查找",
    "running (process {process})": "正在运行（进程 {process}）",
    "not finished; the same command goes on": "未完成；重新执行同一命令即可继续",
    "done": "已完成", "state": "状态", "input": "输入", "documents": "文件", "failed": "失败", "facts": "事实",
    "version": "版本", "rules": "规则", "encoding": "编码", "limits": "限度",
    "files": "分片", "made by": "程序",
}  # fmt: skip

# What the batch itself raises; see `told`.
BATCH_BELOW = {
    "{path}: no file matches this pattern": "{path}：没有文件符合这个通配符",
    "{path}: is no pattern ({reason})": "{path}：不是有效的通配符（{reason}）",
    "no document was found; files of other kinds were passed over: {kinds} (--include reads them)":
        "没有找到文件；跳过了其他类型的文件：{kinds}（用 --include 可以读取）",
    "no document was found": "没有找到文件",
    "{path}: stands in {out}, where the results go; leave it out of the input":
        "{path}：位于存放结果的 {out} 中；请从输入中去掉",
    "{out}: stands inside {path}, which is read; give a folder outside it":
        "{out}：位于要读取的 {path} 之内；请另选一个目录",
    "{out}: holds other files ({name} …); give a new folder for the results":
        "{out}：已有其他文件（{name} 等）；请为结果另选一个新目录",
    "{out}: holds the results of {before}; give another folder, or --replace them":
        "{out}：已有 {before} 的结果；请另选目录，或用 --replace 替换",
    "{out}: is a file; the results need a folder": "{out}：是文件；结果需要一个目录",
    "{out}: another run is writing here (process {process}); wait for it to end":
        "{out}：另一次运行正在写入（进程 {process}）；请等它结束",
    "cannot write to {place}: {reason}": "无法写入 {place}：{reason}",
    "cannot read {place}: {reason}": "无法读取 {place}：{reason}",
    "{out}: no results of jsx batch are here": "{out}：这里没有 jsx batch 的结果",
    "{failed} of {documents} documents failed; see {manifest}":
        "{documents} 份文件中有 {failed} 份失败；见 {manifest}",
    "{failed} of the first {documents} documents failed, more than {rate} of them; stopped":
        "前 {documents} 份文件中有 {failed} 份失败，超过 {rate}；已停止",
    "{path}: has other settings ({other}) than {first} ({one}); one run has one configuration: "
    "run them one by one, each with its own -o OUT":
        "{path} 的配置（{other}）与 {first} 的（{one}）不同；一次运行只用一份配置：请分别运行，各用自己的 -o OUT",
    "{path}: needs pyarrow; pip install 'jsx-cli[parquet]'": "{path}：需要 pyarrow；pip install 'jsx-cli[parquet]'",
    "--parquet needs pyarrow; pip install 'jsx-cli[parquet]'": "--parquet 需要 pyarrow；pip install 'jsx-cli[parquet]'",
    "--engine ray needs Ray; pip install 'jsx-cli[ray]'": "--engine ray 需要 Ray；pip install 'jsx-cli[ray]'",
}  # fmt: skip
