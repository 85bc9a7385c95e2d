select(.event.code == "10")
| .winlog.event_data as $data
| ($data.CallTrace // "") as $trace
| select(($trace | length) > 0)
| select($trace | test("^.:\\\\Windows\\\\(System32|SysWOW64)\\\\ntdll\\.dll"; "i") | not)
| .winlog.record_id
