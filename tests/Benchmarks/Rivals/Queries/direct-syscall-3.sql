event.code = '10'
and length(winlog.event_data.CallTrace) > 0
and not coalesce(
  winlog.event_data.CallTrace ilike '_:\Windows\System32\ntdll.dll%'
  or winlog.event_data.CallTrace ilike '_:\Windows\SysWOW64\ntdll.dll%', false)
