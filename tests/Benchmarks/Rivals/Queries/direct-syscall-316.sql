host.os."type" = 'windows'
and event.code = '10'
and length(winlog.event_data.CallTrace) > 0
and not coalesce(
  winlog.event_data.CallTrace ilike '_:\Windows\System32\ntdll.dll%'
  or winlog.event_data.CallTrace ilike '_:\Windows\SysWOW64\ntdll.dll%'
  or winlog.event_data.CallTrace ilike '_:\Windows\System32\wow64cpu.dll%'
  or winlog.event_data.CallTrace ilike '_:\Windows\System32\wow64win.dll%'
  or winlog.event_data.CallTrace ilike '_:\Windows\System32\win32u.dll%'
  or winlog.event_data.CallTrace ilike '_:\Windows\System32\sysfer.dll%'
  or winlog.event_data.CallTrace ilike '_:\ProgramData\Symantec\Symantec Endpoint Protection\%\sysfer.dll%', false)
and not coalesce(
  winlog.event_data.TargetImage ilike '_:\Program Files (x86)\Malwarebytes Anti-Exploit\mbae-svc.exe'
  or winlog.event_data.TargetImage ilike '_:\Program Files\Cisco\AMP\%\sfc.exe'
  or winlog.event_data.TargetImage ilike '_:\Program Files (x86)\Microsoft\EdgeWebView\Application\%\msedgewebview2.exe'
  or winlog.event_data.TargetImage ilike '_:\Program Files\Adobe\Acrobat DC\Acrobat\%\AcroCEF.exe', false)
and not (
  coalesce(
    winlog.event_data.SourceImage ilike '_:\Program Files\Adobe\Acrobat DC\Acrobat\Acrobat.exe'
    or winlog.event_data.SourceImage
      ilike '_:\Program Files (x86)\World of Warcraft\!_classic!_\WowClassic.exe' escape '!', false)
  and not coalesce(winlog.event_data.TargetImage ilike '_:\Windows\System32\lsass.exe', false))
