select(.event.code == "10" and .host.os.type == "windows")
| .winlog.event_data as $data
| ($data.CallTrace // "") as $trace
| ($data.TargetImage // "") as $target
| ($data.SourceImage // "") as $source
| select(($trace | length) > 0)
| select($trace | test("^.:\\\\Windows\\\\System32\\\\(ntdll|wow64cpu|wow64win|win32u|sysfer)\\.dll"; "i") | not)
| select($trace | test("^.:\\\\Windows\\\\SysWOW64\\\\ntdll\\.dll"; "i") | not)
| select($trace
    | test("^.:\\\\ProgramData\\\\Symantec\\\\Symantec Endpoint Protection\\\\.*\\\\sysfer\\.dll"; "i") | not)
| select($target | test("^.:\\\\Program Files \\(x86\\)\\\\Malwarebytes Anti-Exploit\\\\mbae-svc\\.exe$"; "i") | not)
| select($target | test("^.:\\\\Program Files\\\\Cisco\\\\AMP\\\\.*\\\\sfc\\.exe$"; "i") | not)
| select($target
    | test("^.:\\\\Program Files \\(x86\\)\\\\Microsoft\\\\EdgeWebView\\\\Application\\\\.*\\\\msedgewebview2\\.exe$"; "i")
    | not)
| select($target | test("^.:\\\\Program Files\\\\Adobe\\\\Acrobat DC\\\\Acrobat\\\\.*\\\\AcroCEF\\.exe$"; "i") | not)
| select((($source | test("^.:\\\\Program Files\\\\Adobe\\\\Acrobat DC\\\\Acrobat\\\\Acrobat\\.exe$"; "i"))
      or ($source
        | test("^.:\\\\Program Files \\(x86\\)\\\\World of Warcraft\\\\_classic_\\\\WowClassic\\.exe$"; "i")))
    and ($target | test("^.:\\\\Windows\\\\System32\\\\lsass\\.exe$"; "i") | not)
    | not)
| .winlog.record_id
